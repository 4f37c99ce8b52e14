"""A column of answers about ties: the question that was answered. A tie that comes up later is asked about again.

SQLite makes the table again for it, and its triggers with it.
"""

from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

MADE_AGAIN = {"rules_tieanswer": TABLES["rules_tieanswer"]}


def create_triggers(apps, schema_editor):
    drop_triggers(apps, schema_editor)
    for statement in written_once.create_once_triggers(schema_editor.connection, MADE_AGAIN):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, MADE_AGAIN):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("rules", "0049_processes_registered")]

    operations = [
        migrations.RunPython(drop_triggers, create_triggers),
        migrations.AddField("tieanswer", "asked", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.RemoveConstraint("tieanswer", "one_tie_answer_a_member"),
        migrations.AddConstraint(
            "tieanswer",
            models.UniqueConstraint(fields=("item", "member", "asked"), name="one_tie_answer_a_question"),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
