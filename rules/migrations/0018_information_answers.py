"""Answers to requests for information, with their files. The triggers of files are made anew: they have a new column."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

CHANGED = {'rules_attachment': TABLES['rules_attachment']}
ADDED = {'rules_informationanswer': TABLES['rules_informationanswer']}


def create_triggers(apps, schema_editor):
    connection = schema_editor.connection
    for statement in (
        *written_once.drop_once_triggers(connection, CHANGED),
        *written_once.create_once_triggers(connection, CHANGED | ADDED),
    ):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, CHANGED | ADDED):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0017_attachments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='daynoticed',
            name='kind',
            field=models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal ends soon'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Person concerned answered'), ('information_asked', 'Information requested'), ('information_answered', 'Information received'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The deadline for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration expires soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off'), ('key_expiring', 'Key expires soon'), ('key_made', 'A system got a key'), ('account_changed', 'Your account was changed'), ('account_request', 'A request about an account waits')], max_length=20),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal ends soon'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Person concerned answered'), ('information_asked', 'Information requested'), ('information_answered', 'Information received'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The deadline for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration expires soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off'), ('key_expiring', 'Key expires soon'), ('key_made', 'A system got a key'), ('account_changed', 'Your account was changed'), ('account_request', 'A request about an account waits')], max_length=20),
        ),
        migrations.CreateModel(
            name='InformationAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='rules.findingdecision')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AddField(
            model_name='attachment',
            name='answer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='rules.informationanswer'),
        ),
        migrations.AddConstraint(
            model_name='informationanswer',
            constraint=models.UniqueConstraint(fields=('decision', 'number'), name='one_information_answer_a_number'),
        ),
        migrations.AddConstraint(
            model_name='informationanswer',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='an_information_answer_says_something'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
