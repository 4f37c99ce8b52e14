"""Administrators are notified of keys that expire."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0002_keys_expire'),
        ('rules', '0016_results_as_codes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='a_notice_of_a_case_names_it',
        ),
        migrations.AlterField(
            model_name='daynoticed',
            name='kind',
            field=models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal ends soon'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Person concerned answered'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The deadline for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration expires soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off'), ('key_expiring', 'Key expires soon')], max_length=20),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal ends soon'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Person concerned answered'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The deadline for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration expires soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off'), ('key_expiring', 'Key expires soon')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('partnership__isnull', False), ('kind__in', ['webhook_off', 'key_expiring']), _connector='OR'), name='a_notice_of_a_case_names_it'),
        ),
    ]
