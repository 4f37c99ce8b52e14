"""The triggers of what is written once, made anew: they refuse a row in the place of another, and TRUNCATE."""

from django.db import migrations

from institutions.audit import written_once
from rules.models.protected import TABLES


def make_anew(apps, schema_editor):
    connection = schema_editor.connection
    for statement in (*written_once.drop(connection, TABLES), *written_once.create(connection, TABLES)):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0016_no_row_in_place_of_another'),
        ('rules', '0013_due_on'),
    ]

    # Going back leaves them: what came before refuses less, and nothing that was allowed to it.
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
