"""Indexes of registrations and events that nothing needs go.

The keys of numbered rows come first in a unique index each, which serves their look-ups too. And names of chains,
numbers of companies and hashes of sources are looked up whole: on PostgreSQL, Django makes a second index for searches
by the beginning of each unique text. All are dropped by name: Django's own change of a field makes the table anew on
SQLite, without its triggers.
"""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

FIRST_IN_ANOTHER = (
    ("auditevent", "chain"),
    ("documentparty", "submission"),
    ("partnership", "submitted_by"),
    ("submission", "partnership"),
)
BY_BEGINNING = (
    ("auditchain", "name"),
    ("party", "corporate_number"),
    ("party", "lei"),
    ("source", "fingerprint"),
)


def columns_of(apps, pairs):
    for model, field in pairs:
        of = apps.get_model("institutions", model)
        yield of, of._meta.get_field(field)


def drop_indexes(apps, schema_editor):
    for model, field in columns_of(apps, FIRST_IN_ANOTHER):
        table = model._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            found = schema_editor.connection.introspection.get_constraints(cursor, table)
        for name, about in found.items():
            made = name.startswith(f"{table}_{field.column}_")
            if made and about["index"] and not about["unique"] and about["columns"] == [field.column]:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def make_indexes(apps, schema_editor):
    for model, field in columns_of(apps, FIRST_IN_ANOTHER):
        schema_editor.execute(schema_editor._create_index_sql(model, fields=[field]))


def drop_by_beginning(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for model, field in columns_of(apps, BY_BEGINNING):
            name = schema_editor._create_index_name(model._meta.db_table, [field.column], suffix="_like")
            schema_editor.execute(f"DROP INDEX IF EXISTS {schema_editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("institutions", "0046_searches_in_the_trail")]

    operations: ClassVar = [
        # Going back leaves it away: nothing needs it.
        migrations.RunPython(drop_by_beginning, migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_indexes, make_indexes)],
            state_operations=[
                migrations.AlterField(
                    model_name="auditevent",
                    name="chain",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="institutions.auditchain",
                    ),
                ),
                migrations.AlterField(
                    model_name="documentparty",
                    name="submission",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="institutions.submission",
                    ),
                ),
                migrations.AlterField(
                    model_name="partnership",
                    name="submitted_by",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="institutions.governmentbody",
                    ),
                ),
                migrations.AlterField(
                    model_name="submission",
                    name="partnership",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="institutions.partnership",
                    ),
                ),
            ],
        ),
    ]
