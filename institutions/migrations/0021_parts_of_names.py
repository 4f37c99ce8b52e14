"""The parts of names, by which a search finds a party. Names of before get theirs once, some thousands at a time."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from institutions.parties.identities.name_keys import fill_parts


def store_parts(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert the parts of every name; one that an erasure emptied has none."""
    fill_parts(apps.get_model("institutions", "PartyName"), apps.get_model("institutions", "NamePart"))


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0020_answers_of_a_draft"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="institutions.partyname",
                    ),
                ),
                ("part", models.BinaryField(max_length=49)),
            ],
            options={"indexes": [models.Index(fields=["part", "name"], name="names_by_part")]},
        ),
        migrations.RunPython(store_parts, migrations.RunPython.noop),
    ]
