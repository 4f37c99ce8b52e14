"""Snapshots and the words of findings as few bytes. Rows of before stay as they are, and are read in both forms.

What the trail hashes is the value of a column, so no event changes. There is no way back: earlier versions of the
program cannot read what is written from now on.
"""

from django.db import migrations

from institutions.audit import written_once
from rules.models.packing.columns import PackedJson, PackedText
from rules.models.protected import TABLES

COLUMNS = {
    "match": {
        "statement_en": PackedText(dictionaries=(3,)),
        "statement_ja": PackedText(dictionaries=(3,)),
        "evidence": PackedJson(dictionaries=(4,), help_text="each fact with its source"),
        "parameters": PackedJson(dictionaries=(5, 6), help_text="each value that the rule read, with its law and date"),
        "basis": PackedJson(dictionaries=(7, 8)),
        "mitigations": PackedJson(dictionaries=(9,)),
        "clears_if": PackedJson(dictionaries=(10, 11, 12)),
    },
    "snapshot": {"content": PackedText(dictionaries=(2,))},
}
OF_PACKED = {table: TABLES[table] for table in ("rules_match", "rules_snapshot")}


class PackColumns(migrations.operations.base.Operation):
    """Columns of one table that hold packed values from now on, changed at once: each table is written anew once."""

    reversible = False

    def __init__(self, model_name):
        self.model_name = model_name

    def deconstruct(self):
        return type(self).__name__, [], {"model_name": self.model_name}

    def state_forwards(self, app_label, state):
        for name, field in COLUMNS[self.model_name].items():
            state.alter_field(app_label, self.model_name, name, field, preserve_default=True)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        before, after = (each.apps.get_model(app_label, self.model_name) for each in (from_state, to_state))
        fields = [tuple(each._meta.get_field(name) for each in (before, after)) for name in COLUMNS[self.model_name]]
        if schema_editor.connection.vendor == "sqlite":
            schema_editor._remake_table(before, alter_fields=fields)  # texts stay texts
            return
        # A byte 0 before each text says that it is not packed.
        columns = ", ".join(
            f"ALTER COLUMN {field.column} TYPE bytea USING '\\x00'::bytea || convert_to({field.column}::text, 'UTF8')"
            for _, field in fields
        )
        schema_editor.execute(f"ALTER TABLE {after._meta.db_table} {columns}", None)

    def describe(self):
        return f"Pack columns of {self.model_name}"


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_PACKED):
        schema_editor.execute(statement)


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_PACKED):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("rules", "0012_named_people"),
    ]

    operations = [
        migrations.RunPython(drop_triggers),
        PackColumns("match"),
        PackColumns("snapshot"),
        migrations.RunPython(create_triggers),
    ]
