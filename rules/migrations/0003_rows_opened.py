"""The rows that were there before events named rows are recorded as they are."""

from django.db import migrations

from institutions.audit.opening import open_rows, tables_of


def open_all(apps, schema_editor):
    tables = dict(tables_of(apps))
    open_rows(tables, apps.get_model("institutions", "AuditSalt").objects.get().value.encode())


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0005_rows_of_events"),
        ("rules", "0002_notice_of_expiring_keys"),
    ]

    # Going back leaves the events: an event is never removed.
    operations = [migrations.RunPython(open_all, migrations.RunPython.noop)]
