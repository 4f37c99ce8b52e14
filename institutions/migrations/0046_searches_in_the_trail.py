"""Searches for possible matches are covered by the audit trail: those that wait are recorded as they are."""

from typing import ClassVar

from django.db import migrations, models

from institutions.audit.opening import open_rows_of


def open_searches(apps, schema_editor):
    open_rows_of(apps, "institutions_namesearch")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("institutions", "0045_published_releases")]

    # Going back leaves the events: an event is never removed.
    operations: ClassVar = [
        migrations.AddField(
            model_name="namesearch",
            name="parties_sha256",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.RunPython(open_searches, migrations.RunPython.noop),
    ]
