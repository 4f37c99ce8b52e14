"""Snapshots are made shorter before they are packed, and two indexes of results go that others do the work of.

A snapshot says by its dictionary how it was packed, so no row changes. The index of matches by assessment is dropped by
name: Django's own change of a field makes the table anew on SQLite, without its triggers.
"""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import rules.models.packing.columns

TABLE, COLUMN = "rules_match", "assessment_id"


def drop_index(_apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        found = schema_editor.connection.introspection.get_constraints(cursor, TABLE)
    for name, about in found.items():
        made = name.startswith(f"{TABLE}_{COLUMN}_")
        if made and about["index"] and not about["unique"] and about["columns"] == [COLUMN]:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def make_index(apps, schema_editor):
    match = apps.get_model("rules", "Match")
    schema_editor.execute(schema_editor._create_index_sql(match, fields=[match._meta.get_field("assessment")]))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rules", "0052_processes_compared")]

    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_index, make_index)],
            state_operations=[
                migrations.AlterField(
                    model_name="snapshot",
                    name="content",
                    field=rules.models.packing.columns.PackedText(dictionaries=(13, 2), editable=False),
                ),
                migrations.AlterField(
                    model_name="match",
                    name="assessment",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="rules.assessment",
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(model_name="finding", name="finding_by_partnership"),
    ]
