"""The parts of references and titles, by which a search finds a partnership; those of before in portions."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from rules.review.summaries.titles import PORTION, insert_titles


def store_parts(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Insert the parts of every case."""
    cases, parts = apps.get_model("rules", "CaseSummary"), apps.get_model("rules", "TitlePart")
    rows, last = cases.objects.order_by("pk").only("pk", "text"), None
    while portion := list((rows.filter(pk__gt=last) if last else rows)[:PORTION]):
        last = portion[-1].pk
        insert_titles(portion, parts)


class Migration(migrations.Migration):
    dependencies = [
        ("rules", "0020_undone_decisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="TitlePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="rules.casesummary"
                    ),
                ),
                ("part", models.BinaryField(max_length=49)),
            ],
            options={"indexes": [models.Index(fields=["part", "case"], name="titles_by_part")]},
        ),
        migrations.RunPython(store_parts, migrations.RunPython.noop),
    ]
