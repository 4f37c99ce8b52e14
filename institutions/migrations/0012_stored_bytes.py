"""The bytes of documents that each body has registered over REST and the form, counted once from what is stored."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WAYS = ("rest", "form")


def count_stored(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Count the documents of each body in one statement; later ones are counted as they come."""
    submission, partnership, counted = (
        apps.get_model("institutions", name)._meta.db_table for name in ("Submission", "Partnership", "StoredBytes")
    )
    postgresql = schema_editor.connection.vendor == "postgresql"
    size = "octet_length(s.document::text)" if postgresql else "length(CAST(s.document AS BLOB))"
    schema_editor.execute(
        f"INSERT INTO {counted} (body_id, documents)"
        f" SELECT p.submitted_by_id, SUM({size}) FROM {submission} s JOIN {partnership} p ON p.id = s.partnership_id"
        f" WHERE s.way IN {WAYS} GROUP BY p.submitted_by_id"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0011_known_processes"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredBytes",
            fields=[
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="institutions.governmentbody",
                    ),
                ),
                (
                    "documents",
                    models.PositiveBigIntegerField(default=0, help_text="bytes of canonical JSON"),
                ),
            ],
        ),
        migrations.RunPython(count_stored, migrations.RunPython.noop),
    ]
