"""The triggers of what is written once, made anew: they refuse a row in the place of another, and TRUNCATE."""

from django.db import migrations

from institutions.audit import triggers, written_once


def make_anew(apps, schema_editor):
    connection = schema_editor.connection
    for statement in (
        *triggers.drop(connection.vendor),
        *written_once.drop(connection, written_once.OWN),
        *triggers.create(connection.vendor),
        *written_once.create(connection, written_once.OWN),
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0001_until_casework'),
    ]

    # Going back leaves them: what came before refuses less, and nothing that was allowed to it.
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
