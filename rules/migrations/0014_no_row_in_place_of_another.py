"""The triggers of write-once tables, made anew: they also refuse the replacement of a row, and TRUNCATE."""

from django.db import migrations

from institutions.audit import written_once
from rules.models.protected import TABLES


def make_anew(apps, schema_editor):
    connection = schema_editor.connection
    there = set(connection.introspection.table_names())  # a table that comes later makes its own
    tables = {name: free for name, free in TABLES.items() if name in there}
    for statement in (*written_once.drop_once_triggers(connection, tables), *written_once.create_once_triggers(connection, tables)):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0016_no_row_in_place_of_another'),
        ('rules', '0013_due_on'),
    ]

    # Going back leaves them: what came before refuses less, and nothing that was allowed to it.
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
