"""Decisions that their author undid soon after."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_UNDOING = {'rules_decisionundo': TABLES['rules_decisionundo']}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_UNDOING):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_UNDOING):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0019_comments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionUndo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='undo', to='rules.findingdecision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
