"""Comments on cases and findings, their mentions and withdrawals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_COMMENTS = {name: TABLES[name] for name in ('rules_comment', 'rules_commentmention', 'rules_commentwithdrawal')}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_COMMENTS):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_COMMENTS):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0020_answers_of_a_draft'),
        ('rules', '0018_information_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='daynoticed',
            name='kind',
            field=models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal ends soon'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Person concerned answered'), ('information_asked', 'Information requested'), ('information_answered', 'Information received'), ('mentioned', 'You are mentioned'), ('commented', 'Comment for you'), ('comment_for_person', 'Comment for you as a person concerned'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The deadline for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration expires soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off'), ('key_expiring', 'Key expires soon'), ('key_made', 'A system got a key'), ('account_changed', 'Your account was changed'), ('account_request', 'A request about an account waits')], max_length=20),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal ends soon'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Person concerned answered'), ('information_asked', 'Information requested'), ('information_answered', 'Information received'), ('mentioned', 'You are mentioned'), ('commented', 'Comment for you'), ('comment_for_person', 'Comment for you as a person concerned'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The deadline for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration expires soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off'), ('key_expiring', 'Key expires soon'), ('key_made', 'A system got a key'), ('account_changed', 'Your account was changed'), ('account_request', 'A request about an account waits')], max_length=20),
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('reviewers', 'Reviewers'), ('submitting_body', 'Submitting body and reviewers'), ('person_concerned', 'Person concerned and reviewers')], max_length=16)),
                ('text', models.TextField()),
                ('declared_open', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='rules.reviewcase')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='rules.finding')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CommentMention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='rules.comment')),
                ('mentioned', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CommentWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='rules.comment')),
            ],
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['case', 'at'], name='comment_by_case'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'person_concerned'), ('person__isnull', False)), models.Q(models.Q(('audience', 'person_concerned'), _negated=True), ('person__isnull', True)), _connector='OR'), name='a_comment_for_a_person_names_them'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_comment_says_something'),
        ),
        migrations.AddConstraint(
            model_name='commentmention',
            constraint=models.UniqueConstraint(fields=('comment', 'mentioned'), name='one_mention_a_comment'),
        ),
        migrations.AddConstraint(
            model_name='commentwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_withdrawal_has_a_reason'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
