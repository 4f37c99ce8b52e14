"""Submissions and decisions on possible matches are written once in the database too."""

from django.db import migrations

from institutions.audit import written_once


def make_triggers(apps, schema_editor):
    connection = schema_editor.connection
    for statement in (
        *written_once.drop_once_triggers(connection, written_once.LATER),
        *written_once.create_once_triggers(connection, written_once.LATER),
    ):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, written_once.LATER):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0006_two_administrators"),
    ]

    operations = [migrations.RunPython(make_triggers, drop_triggers)]
