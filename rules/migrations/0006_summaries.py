"""Summaries of cases and findings for lists and counts; the reason for a move by the system, as data."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0015_named_role'),
        ('rules', '0005_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='casemove',
            name='because',
            field=models.JSONField(blank=True, default=list, help_text='reasons of the system: each a code with its data'),
        ),
        migrations.CreateModel(
            name='CaseSummary',
            fields=[
                ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='summary', serialize=False, to='institutions.partnership')),
                ('secret', models.BooleanField()),
                ('text', models.TextField(help_text='reference and title, for search')),
                ('domain', models.CharField(max_length=40)),
                ('value_yen', models.BigIntegerField()),
                ('submitted_at', models.DateTimeField(help_text='when the first revision came in')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('screening', 'Screening'), ('under_review', 'Under review'), ('cleared', 'Cleared'), ('cleared_with_conditions', 'Cleared with conditions'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn'), ('refused', 'Refused')], max_length=24)),
                ('state_since', models.DateTimeField()),
                ('reviewers', models.PositiveIntegerField(default=0, help_text='open assignments')),
                ('assessed', models.BooleanField(default=False, help_text='whether an assessment has ever finished')),
                ('worst', models.PositiveSmallIntegerField(default=0, help_text='of all findings')),
                ('worst_open', models.PositiveSmallIntegerField(default=0, help_text='of those that somebody still has to decide')),
                ('families', models.CharField(blank=True, help_text='of the open findings, between spaces', max_length=100)),
                ('unsettled', models.PositiveIntegerField(default=0, help_text='findings that somebody still has to decide')),
                ('second', models.PositiveIntegerField(default=0, help_text='of them: wait for a second person')),
                ('asked', models.PositiveIntegerField(default=0, help_text='of them: wait for information')),
                ('gaps', models.TextField(blank=True, help_text='codes of rules that could not be assessed, between spaces')),
                ('failed_rules', models.PositiveIntegerField(default=0, help_text='of them: ended in an error')),
                ('unaddressed', models.PositiveIntegerField(default=0, help_text='of them: nobody has acknowledged it')),
                ('condition_due_on', models.DateField(help_text='first last day of a condition that is not done', null=True)),
                ('answer_by', models.DateField(help_text='first last day of a question', null=True)),
                ('dismissal_ends_on', models.DateField(help_text='first last day of a dismissal that counts', null=True)),
                ('due_on', models.DateField(help_text='the first of these three', null=True)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('partner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('sponsor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                ('submitted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
            ],
            options={
                'verbose_name_plural': 'case summaries',
                'indexes': [models.Index(fields=['submitted_at', 'partnership'], name='summary_by_age'), models.Index(fields=['submitted_by', 'submitted_at'], name='summary_by_body'), models.Index(fields=['state', 'submitted_at'], name='summary_by_state'), models.Index(fields=['sponsor', 'domain'], name='summary_by_sponsor'), models.Index(condition=models.Q(('due_on__isnull', False)), fields=['due_on'], name='summary_by_due_day'), models.Index(condition=models.Q(('dismissal_ends_on__isnull', False)), fields=['dismissal_ends_on'], name='summary_by_dismissal'), models.Index(fields=['worst_open', 'submitted_at'], name='summary_by_worst')],
                'constraints': [models.CheckConstraint(condition=models.Q(('worst__lte', 5), ('worst_open__lte', models.F('worst'))), name='ranks_of_a_summary'), models.CheckConstraint(condition=models.Q(('second__lte', models.F('unsettled'))), name='what_waits_is_unsettled')],
            },
        ),
        migrations.CreateModel(
            name='FindingSummary',
            fields=[
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='summary', serialize=False, to='rules.finding')),
                ('secret', models.BooleanField()),
                ('code', models.CharField(max_length=20)),
                ('family', models.CharField(max_length=10)),
                ('severity', models.PositiveSmallIntegerField()),
                ('standing', models.CharField(max_length=12)),
                ('is_open', models.BooleanField()),
                ('found_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institutions.partnership')),
                ('sponsor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                ('submitted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
            ],
            options={
                'verbose_name_plural': 'finding summaries',
                'indexes': [models.Index(condition=models.Q(('is_open', True)), fields=['secret', 'submitted_by', 'family', 'severity', 'sponsor', 'found_at'], name='open_findings'), models.Index(fields=['code', 'standing', 'is_open', 'secret', 'submitted_by'], name='findings_by_rule'), models.Index(fields=['standing', 'partnership'], name='findings_by_standing'), models.Index(fields=['found_at', 'finding'], name='findings_by_age')],
            },
        ),
    ]
