"""Published processes are covered by the audit trail: those that are there are recorded as they are."""

from typing import ClassVar

from django.db import migrations

from institutions.audit.opening import open_rows, tables_of

OPENED = {"institutions_auditchain", "institutions_auditevent", "rules_storedprocess"}


def open_processes(apps, schema_editor):
    tables = {name: model for name, model in tables_of(apps) if name in OPENED}
    salt = apps.get_model("institutions", "AuditSalt").objects.first()
    if salt and tables["rules_storedprocess"]._base_manager.exists():
        open_rows(tables, salt.value.encode())


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("institutions", "0045_published_releases"),
        ("rules", "0053_shorter_results"),
    ]

    # Going back leaves the events: an event is never removed.
    operations: ClassVar = [migrations.RunPython(open_processes, migrations.RunPython.noop)]
