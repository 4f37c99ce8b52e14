"""New triggers on tables written once: they refuse replacing a row, and TRUNCATE."""

from django.db import migrations

from institutions.audit import triggers, written_once


def make_anew(apps, schema_editor):
    connection = schema_editor.connection
    for statement in (
        *triggers.drop_trail_triggers(connection.vendor),
        *written_once.drop_once_triggers(connection, written_once.OWN),
        *triggers.create_trail_triggers(connection.vendor),
        *written_once.create_once_triggers(connection, written_once.OWN),
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0001_until_casework'),
    ]

    # Going back keeps them: the earlier triggers refuse less, and these refuse nothing that the earlier code does.
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
