"""Searches for possible matches are covered by the audit trail: those that wait are recorded as they are."""

from typing import ClassVar

from django.db import migrations, models

from institutions.audit.opening import open_rows, tables_of

OPENED = {"institutions_auditchain", "institutions_auditevent", "institutions_namesearch"}


def open_searches(apps, schema_editor):
    tables = {name: model for name, model in tables_of(apps) if name in OPENED}
    salt = apps.get_model("institutions", "AuditSalt").objects.first()
    if salt and tables["institutions_namesearch"]._base_manager.exists():
        open_rows(tables, salt.value.encode())


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
