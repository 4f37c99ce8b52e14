"""A column of answers: their author declared that they hold no protected security information, as of comments.

SQLite makes the table again for it, and its triggers with it.
"""

from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

MADE_AGAIN = {"rules_informationanswer": TABLES["rules_informationanswer"]}


def create_triggers(apps, schema_editor):
    drop_triggers(apps, schema_editor)
    for statement in written_once.create_once_triggers(schema_editor.connection, MADE_AGAIN):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, MADE_AGAIN):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rules", "0033_filters_of_more_lists")]

    operations = [
        migrations.RunPython(drop_triggers, create_triggers),
        migrations.AddField("informationanswer", "declared_open", models.BooleanField(default=False)),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
