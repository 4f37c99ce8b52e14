"""All triggers that protect rows, as this version makes them: verify_audit compares their definitions from now on."""

from django.db import migrations

from institutions.audit.trigger_troubles import make_triggers_anew


def make_anew(apps, schema_editor):
    make_triggers_anew(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0009_trees_of_seals"),
        ("rules", "0005_person_data"),
    ]

    # Going back keeps them: they refuse what the earlier ones refuse.
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
