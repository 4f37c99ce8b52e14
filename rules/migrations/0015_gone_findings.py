"""High and critical findings withdrawn by new data: acknowledgements, and their number. A notice of a recusal."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_GONE = {'rules_goneacknowledgement': TABLES['rules_goneacknowledgement']}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_GONE):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_GONE):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0014_no_row_in_place_of_another'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='casesummary',
            name='gone',
            field=models.PositiveIntegerField(default=0, help_text='high and critical findings that are gone, and that reviewers still have to acknowledge'),
        ),
        migrations.AlterField(
            model_name='daynoticed',
            name='kind',
            field=models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal about to end'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Named person answered'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The day for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration ends soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off')], max_length=20),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal about to end'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Named person answered'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The day for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration ends soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off')], max_length=20),
        ),
        migrations.CreateModel(
            name='GoneAcknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(help_text='the newest one, as they read it', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gone_acknowledgements', to='rules.reviewcase')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gone_acknowledgements', to='rules.finding')),
                ('last_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_gone_finding_is_acknowledged_with_a_reason'), models.UniqueConstraint(fields=('finding', 'last_in', 'account'), name='one_acknowledgement_a_reviewer_of_a_gone_finding')],
            },
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
