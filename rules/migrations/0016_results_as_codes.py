"""Results as codes with parameters from now on: the format of a result, and the reason for silence as a code."""

from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_OUTCOMES = {'rules_ruleoutcome': TABLES['rules_ruleoutcome']}


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_OUTCOMES):
        schema_editor.execute(statement)


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_OUTCOMES):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0015_gone_findings'),
    ]

    operations = [
        migrations.RunPython(drop_triggers, create_triggers),
        migrations.AddField(
            model_name='assessment',
            name='format',
            field=models.PositiveSmallIntegerField(default=1, help_text='of its result: 1 holds texts, from 2 on codes with parameters'),
        ),
        migrations.AddField(
            model_name='ruleoutcome',
            name='silence',
            field=models.JSONField(blank=True, help_text='why the rule is silent: a code', null=True),
        ),
        migrations.AlterField(
            model_name='ruleoutcome',
            name='reason',
            field=models.TextField(blank=True, help_text='why the rule is silent, in format 1 alone'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
