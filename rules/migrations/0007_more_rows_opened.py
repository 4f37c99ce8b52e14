"""Imports, keys of collections, webhooks and choices about e-mail are covered too: recorded as they are."""

from django.db import migrations

from institutions.audit.opening import open_rows, tables_of

TRAIL = {"institutions_auditchain", "institutions_auditevent"}
OPENED = {"institutions_import", "institutions_collectionparty", "rules_webhook", "rules_mailchoice"}


def open_more(apps, schema_editor):
    tables = {name: model for name, model in tables_of(apps) if name in TRAIL | OPENED}
    open_rows(tables, apps.get_model("institutions", "AuditSalt").objects.get().value.encode())


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0009_trees_of_seals"),
        ("rules", "0006_triggers_made_anew"),
    ]

    # Going back leaves the events: an event is never removed.
    operations = [migrations.RunPython(open_more, migrations.RunPython.noop)]
