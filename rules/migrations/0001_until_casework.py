"""Every table of the rules at first, as of casework. A database of version 0.1 begins here; a new one is created by 0001_version_1_2."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from institutions.models.create_models import CreateModels
from rules.models.protected import AT_FIRST



def make_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, AT_FIRST):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, AT_FIRST):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('institutions', '0001_until_casework'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Heartbeat',
                fields=[
                    ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='RulebookVersion',
                fields=[
                    ('version', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('text', models.TextField()),
                    ('stored_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['-stored_at'],
                },
            ),
            migrations.CreateModel(
                name='Snapshot',
                fields=[
                    ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('content', models.TextField()),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20)),
                    ('fingerprint', models.CharField(help_text='hash of the code and of what identifies the finding', max_length=64)),
                    ('first_found_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='institutions.partnership')),
                ],
                options={
                    'indexes': [models.Index(fields=['partnership', 'code'], name='finding_by_partnership')],
                    'constraints': [models.UniqueConstraint(fields=('partnership', 'fingerprint'), name='one_finding_a_cause')],
                },
            ),
            migrations.CreateModel(
                name='AskedPlaces',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(max_length=64, unique=True)),
                    ('places', models.JSONField()),
                ],
                options={
                    'verbose_name_plural': 'asked places',
                },
            ),
            migrations.CreateModel(
                name='NotedChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_index=True, help_text='what was recorded or superseded then')),
                    ('touch', models.JSONField(help_text='rules.facts.gathering.touch')),
                ],
            ),
            migrations.CreateModel(
                name='Asking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('known_at', models.DateTimeField()),
                    ('sponsor', models.CharField(max_length=40)),
                    ('domain', models.CharField(max_length=40)),
                    ('object', models.CharField(max_length=40)),
                    ('before', models.DateField()),
                    ('calls_since', models.DateField(blank=True, null=True)),
                    ('awards_since', models.DateField()),
                    ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='asking', to='institutions.partnership')),
                ],
                options={
                    'verbose_name_plural': 'askings',
                    'indexes': [models.Index(fields=['sponsor', 'domain'], name='asking_by_domain')],
                },
            ),
            migrations.CreateModel(
                name='DayNoticed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal about to end'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off')], max_length=20)),
                    ('matter', models.CharField(max_length=60)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name_plural': 'days noticed',
                    'constraints': [models.UniqueConstraint(fields=('kind', 'matter'), name='a_day_is_noticed_once')],
                },
            ),
            migrations.CreateModel(
                name='Webhook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.CharField(max_length=500)),
                    ('events', models.JSONField(default=list)),
                    ('active', models.BooleanField(default=True)),
                    ('off_because', models.CharField(blank=True, choices=[('by_hand', 'by an administrator'), ('failing', 'nothing could be delivered for days')], max_length=10)),
                    ('secret', models.TextField()),
                    ('former_secret', models.TextField(blank=True)),
                    ('former_until', models.DateTimeField(blank=True, null=True)),
                    ('failures', models.PositiveIntegerField(default=0)),
                    ('failing_since', models.DateTimeField(blank=True, null=True)),
                    ('resting_until', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='institutions.governmentbody')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('secret', ''), _negated=True), name='a_webhook_has_a_secret'), models.CheckConstraint(condition=models.Q(models.Q(('active', True), ('off_because', '')), models.Q(('active', False), models.Q(('off_because', ''), _negated=True)), _connector='OR'), name='a_webhook_is_off_for_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal about to end'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off')], max_length=20)),
                    ('matter', models.CharField(max_length=60)),
                    ('data', models.JSONField(blank=True, default=dict)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
                ],
                options={
                    'indexes': [models.Index(fields=['account', 'read_at', '-id'], name='notice_by_account')],
                    'constraints': [models.UniqueConstraint(fields=('account', 'kind', 'matter'), name='one_notice_a_matter'), models.CheckConstraint(condition=models.Q(('partnership__isnull', False), ('kind', 'webhook_off'), _connector='OR'), name='a_notice_of_a_case_names_it')],
                },
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
                name='AuditSample',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seed', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('strata', models.CharField(choices=[('none', 'Not divided'), ('ministry', 'By ministry'), ('severity', 'By highest severity')], default='none', max_length=10)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('secret', models.BooleanField()),
                    ('population', models.PositiveIntegerField()),
                    ('population_sha256', models.CharField(max_length=64)),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['-at', '-id'], name='sample_newest_first')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('until_on'))), name='a_sample_has_a_period'), models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='a_sample_has_a_size')],
                },
            ),
            migrations.CreateModel(
                name='Assessment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('trigger', models.CharField(choices=[('registered', 'Registration'), ('revised', 'New revision'), ('recusal', 'Recusal'), ('register_changed', 'Change in the register'), ('rulebook_changed', 'Change in the law or the rulebook'), ('on_demand', 'On demand')], default='registered', max_length=20)),
                    ('as_of', models.DateField()),
                    ('known_at', models.DateTimeField(blank=True, null=True)),
                    ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('error', 'Error'), ('set_aside', 'Set aside')], default='queued', max_length=10)),
                    ('attempt', models.PositiveIntegerField(default=0)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('expired_leases', models.PositiveSmallIntegerField(default=0)),
                    ('worker', models.CharField(blank=True, max_length=120)),
                    ('error', models.TextField(blank=True)),
                    ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a queued row', null=True)),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('facts', models.PositiveIntegerField(default=0, help_text='number of facts that the engine saw')),
                    ('remarks', models.JSONField(blank=True, default=list, help_text='what a reader must know besides the findings')),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='institutions.partnership')),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='institutions.submission')),
                    ('rulebook', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='rules.rulebookversion')),
                    ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='rules.snapshot')),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'requested_at'], name='assessment_by_state'), models.Index(fields=['partnership', '-requested_at'], name='assessment_by_partnership')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'queued')), fields=('partnership',), name='one_queued_assessment_a_partnership'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('finished_at__isnull', False), ('rulebook__isnull', False), ('snapshot__isnull', False)), _connector='OR'), name='a_done_assessment_can_be_replayed'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['error', 'set_aside']), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='a_failed_assessment_says_why')],
                },
            ),
            migrations.CreateModel(
                name='AskedValue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.CharField(max_length=100)),
                    ('places', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.askedplaces')),
                    ('asking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='rules.asking')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('value', 'places', 'asking'), name='asked_value_once')],
                },
            ),
            migrations.CreateModel(
                name='WebhookDelivery',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('event', models.CharField(choices=[('assessment.done', 'An assessment has finished'), ('finding.new', 'Findings are new'), ('finding.gone', 'Findings are gone'), ('case.changed', 'The state of a case has changed'), ('decision.made', 'Findings were decided'), ('ping', 'Test delivery')], max_length=20)),
                    ('content', models.TextField()),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('delivered', 'Delivered'), ('set_aside', 'Set aside')], default='waiting', max_length=10)),
                    ('attempt', models.PositiveIntegerField(default=0)),
                    ('tries_left', models.PositiveSmallIntegerField()),
                    ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a waiting row', null=True)),
                    ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('trouble', models.CharField(blank=True, choices=[('status', 'The receiver answered with an error'), ('redirect', 'The receiver sends on to another address, which is not followed'), ('timeout', 'The receiver took too long'), ('connection', 'No connection'), ('name', 'The name of the host is not known'), ('address', 'The host has a private address, to which nothing is sent'), ('certificate', 'The certificate cannot be trusted'), ('answer', 'The answer is not HTTP'), ('worker', 'The worker ended while it was sending'), ('secret', 'The case is secret by now, and nothing of it is sent'), ('off', 'The webhook was switched off')], max_length=12)),
                    ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('delivered_at', models.DateTimeField(blank=True, null=True)),
                    ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
                    ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='rules.webhook')),
                ],
                options={
                    'verbose_name_plural': 'webhook deliveries',
                    'indexes': [models.Index(fields=['state', 'next_at'], name='delivery_by_state'), models.Index(fields=['webhook', '-requested_at'], name='delivery_by_webhook')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='a_delivery_being_sent_has_a_lease')],
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
            migrations.CreateModel(
                name='Match',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(help_text='place in the assessment: by code, worst first')),
                    ('severity', models.CharField(choices=[('info', 'Info'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High'), ('critical', 'Critical')], max_length=8)),
                    ('statement_en', models.TextField()),
                    ('statement_ja', models.TextField()),
                    ('evidence', models.JSONField(help_text='each fact with its source')),
                    ('parameters', models.JSONField(help_text='each value that the rule read, with its law and date')),
                    ('basis', models.JSONField()),
                    ('mitigations', models.JSONField()),
                    ('clears_if', models.JSONField()),
                    ('evidence_hash', models.CharField(help_text='changes when a review no longer stands', max_length=64)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='rules.assessment')),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='rules.finding')),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('assessment', 'finding'), name='one_match_a_finding')],
                },
            ),
            migrations.CreateModel(
                name='RuleOutcome',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20)),
                    ('outcome', models.CharField(choices=[('flagged', 'Flagged'), ('clear', 'Clear'), ('not_assessable', 'Not assessable'), ('not_applicable', 'Not applicable'), ('error', 'Error')], max_length=15)),
                    ('missing', models.JSONField(blank=True, default=list)),
                    ('reason', models.TextField(blank=True)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='rules.assessment')),
                ],
                options={
                    'ordering': ['code'],
                    'indexes': [models.Index(fields=['code', 'outcome'], name='outcome_by_code')],
                    'constraints': [models.UniqueConstraint(fields=('assessment', 'code'), name='one_outcome_a_rule')],
                },
            ),
            migrations.CreateModel(
                name='FindingDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('decided', models.CharField(choices=[('confirmed', 'Confirmed'), ('dismissed', 'Dismissed'), ('mitigated', 'Mitigated'), ('more_information', 'More information')], max_length=16)),
                    ('reason', models.TextField()),
                    ('ends_on', models.DateField(blank=True, help_text='last day of a dismissal', null=True)),
                    ('asked_of', models.CharField(blank=True, max_length=200)),
                    ('answer_by', models.DateField(blank=True, null=True)),
                    ('evidence_hash', models.CharField(max_length=64)),
                    ('severity', models.CharField(choices=[('info', 'Info'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High'), ('critical', 'Critical')], max_length=8)),
                    ('together', models.UUIDField(blank=True, help_text='the same for findings decided at once', null=True)),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='rules.finding')),
                ],
                options={
                    'ordering': ['number'],
                    'indexes': [models.Index(fields=['at'], name='decision_by_moment')],
                    'constraints': [models.UniqueConstraint(fields=('finding', 'number'), name='one_decision_a_number'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_decision_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided', 'dismissed'), ('ends_on__isnull', False)), models.Q(models.Q(('decided', 'dismissed'), _negated=True), ('ends_on__isnull', True)), _connector='OR'), name='a_dismissal_ends'), models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('decided', 'more_information'), models.Q(('asked_of', ''), _negated=True)), models.Q(models.Q(('decided', 'more_information'), _negated=True), ('answer_by__isnull', True), ('asked_of', '')), _connector='OR'), name='a_question_has_an_addressee_and_a_date')],
                },
            ),
            migrations.CreateModel(
                name='ReviewCase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('screening', 'Screening'), ('under_review', 'Under review'), ('cleared', 'Cleared'), ('cleared_with_conditions', 'Cleared with conditions'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn'), ('refused', 'Refused')], default='submitted', max_length=24)),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review_case', to='institutions.partnership')),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'changed_at'], name='case_by_state')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state', 'draft'), _negated=True), name='a_draft_has_no_case'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cleared', 'cleared_with_conditions']), _negated=True), ('assessment__isnull', False), _connector='OR'), name='a_cleared_case_names_its_assessment')],
                },
            ),
            migrations.CreateModel(
                name='Hearing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(help_text='counts the hearings of the finding')),
                    ('how', models.CharField(choices=[('asked', 'Asked on their own page'), ('otherwise', 'Heard otherwise'), ('waived', 'Not heard')], max_length=9)),
                    ('answer_by', models.DateField(blank=True, help_text='last day to answer', null=True)),
                    ('heard_on', models.DateField(blank=True, null=True)),
                    ('waiver', models.CharField(blank=True, choices=[('inquiry', 'It would defeat an inquiry'), ('unreachable', 'They cannot be reached'), ('urgent', 'The public interest does not allow the delay'), ('nothing_asked', 'The finding asks nothing about what they did or hold')], max_length=13)),
                    ('note', models.TextField(blank=True, help_text='what they said and the document of it, or why they are not heard')),
                    ('evidence_hash', models.CharField(max_length=64)),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='rules.finding')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
                ],
                options={
                    'ordering': ['number'],
                    'indexes': [models.Index(condition=models.Q(('how', 'asked')), fields=['person', '-at'], name='hearing_by_person')],
                    'constraints': [models.UniqueConstraint(fields=('finding', 'number'), name='one_hearing_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('heard_on__isnull', True), ('how', 'asked'), ('note', ''), ('waiver', '')), models.Q(('answer_by__isnull', True), ('heard_on__isnull', False), ('how', 'otherwise'), ('waiver', ''), models.Q(('note', ''), _negated=True)), models.Q(('answer_by__isnull', True), ('heard_on__isnull', True), ('how', 'waived'), models.Q(('waiver', ''), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='a_hearing_says_how')],
                },
            ),
            migrations.CreateModel(
                name='CaseMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(help_text='of the case after the move')),
                    ('act', models.CharField(max_length=30)),
                    ('before', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('screening', 'Screening'), ('under_review', 'Under review'), ('cleared', 'Cleared'), ('cleared_with_conditions', 'Cleared with conditions'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn'), ('refused', 'Refused')], max_length=24)),
                    ('after', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('screening', 'Screening'), ('under_review', 'Under review'), ('cleared', 'Cleared'), ('cleared_with_conditions', 'Cleared with conditions'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn'), ('refused', 'Refused')], max_length=24)),
                    ('reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='rules.reviewcase')),
                    ('because', models.JSONField(blank=True, default=list, help_text='reasons of the system: each a code with its data')),
                ],
                options={
                    'ordering': ['version'],
                    'indexes': [models.Index(fields=['after', 'at'], name='move_by_state')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'version'), name='one_move_a_version')],
                },
            ),
            migrations.CreateModel(
                name='CaseCondition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('owner', models.CharField(max_length=200)),
                    ('due_on', models.DateField()),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='rules.findingdecision')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='rules.reviewcase')),
                ],
                options={
                    'ordering': ['due_on', 'pk'],
                    'indexes': [models.Index(fields=['due_on'], name='condition_by_due_day'), models.Index(fields=['at'], name='condition_by_moment')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('owner', ''), _negated=True)), name='a_condition_has_text_and_owner')],
                },
            ),
            migrations.CreateModel(
                name='Acknowledgement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20)),
                    ('lacking', models.CharField(max_length=64)),
                    ('reason', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='rules.reviewcase')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'indexes': [models.Index(fields=['case', 'code'], name='acknowledgement_by_case'), models.Index(fields=['at'], name='acknowledgement_by_moment')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_acknowledgement_has_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='ReviewerScreening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verdict', models.CharField(choices=[('clear', 'No tie found'), ('tied', 'Tied to the case'), ('not_assessable', 'Could not be screened in full')], max_length=15)),
                    ('ties', models.JSONField(blank=True, default=list)),
                    ('gaps', models.JSONField(blank=True, default=list)),
                    ('sha256', models.CharField(max_length=64)),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screenings', to='rules.reviewcase')),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.submission')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'indexes': [models.Index(fields=['case', 'account'], name='screening_by_case')],
                },
            ),
            migrations.CreateModel(
                name='HearingAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('text', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='rules.hearing')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('hearing', 'number'), name='one_answer_a_number'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='an_answer_says_something')],
                },
            ),
            migrations.CreateModel(
                name='OfficialDeclaration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(help_text='counts the declarations of the case')),
                    ('says', models.CharField(choices=[('nothing', 'Nothing to declare'), ('ties', 'Ties declared')], max_length=7)),
                    ('text', models.TextField(help_text='what was signed, as it was shown')),
                    ('content', models.JSONField()),
                    ('about', models.JSONField()),
                    ('source_key', models.CharField(max_length=40)),
                    ('signature', models.CharField(max_length=200)),
                    ('sha256', models.CharField(max_length=64)),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='rules.reviewcase')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.submission')),
                ],
                options={
                    'ordering': ['number'],
                    'indexes': [models.Index(fields=['person', 'case'], name='declaration_by_person')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'number'), name='one_official_declaration_a_number'), models.CheckConstraint(condition=models.Q(('signature', ''), _negated=True), name='an_official_declaration_is_signed')],
                },
            ),
            migrations.CreateModel(
                name='ReviewAssignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_because', models.CharField(blank=True, choices=[('recused', 'Recused'), ('revised', 'The proposal was revised'), ('tied', 'A tie was found')], max_length=10)),
                    ('reason', models.TextField(blank=True, help_text="of a recusal, in the reviewer's words")),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                    ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='rules.reviewcase')),
                    ('screening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.reviewerscreening')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case', 'account'), name='one_open_assignment_a_reviewer'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_because', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='an_assignment_ends_for_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='ConditionDone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('condition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='done', to='rules.casecondition')),
                ],
                options={
                    'verbose_name_plural': 'conditions done',
                    'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_condition_is_done_with_a_note')],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveIntegerField()),
                    ('fact', models.TextField()),
                    ('kind', models.CharField(max_length=60)),
                    ('text', models.TextField(help_text='what is right instead')),
                    ('document', models.CharField(blank=True, help_text='what shows it', max_length=500)),
                    ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='rules.hearinganswer')),
                ],
                options={
                    'ordering': ['place'],
                    'constraints': [models.UniqueConstraint(fields=('answer', 'place'), name='one_correction_a_fact'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_correction_says_what_is_right')],
                },
            ),
            migrations.CreateModel(
                name='SampledCase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('stratum', models.CharField(blank=True, max_length=60)),
                    ('move', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.casemove')),
                    ('sample', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='rules.auditsample')),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('sample', 'position'), name='one_case_a_position'), models.UniqueConstraint(fields=('sample', 'move'), name='a_clearing_is_drawn_once')],
                },
            ),
            migrations.CreateModel(
                name='ReviewerDeclaration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('signature', models.CharField(max_length=200)),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='declaration', to='rules.reviewassignment')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('signature', ''), _negated=True), name='a_declaration_is_signed')],
                },
            ),
            migrations.CreateModel(
                name='SampleNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('drawn', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='rules.sampledcase')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_sampled_case_is_looked_at_with_a_note')],
                },
            ),
        ]),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
