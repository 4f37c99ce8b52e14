"""Every table of the rules as of version 1.1, at once: what creates a new database.

An older database goes through the migrations that this one replaces, one by one.
"""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from institutions.models.create_models import CreateModels
from rules.models.protected import OF_1_1


def make_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_1_1):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_1_1):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    replaces = [
        ('rules', '0001_until_casework'),
        ('rules', '0009_mail'),
        ('rules', '0010_notices_of_hearings'),
        ('rules', '0011_asked_and_days'),
        ('rules', '0012_counted_from_indexes'),
        ('rules', '0013_due_on'),
        ('rules', '0014_no_row_in_place_of_another'),
        ('rules', '0015_gone_findings'),
        ('rules', '0016_results_as_codes'),
        ('rules', '0002_notice_of_expiring_keys'),
        ('rules', '0003_rows_opened'),
        ('rules', '0004_notices_of_accounts'),
        ('rules', '0005_person_data'),
        ('rules', '0006_triggers_made_anew'),
        ('rules', '0007_more_rows_opened'),
        ('rules', '0008_fact_store'),
        ('rules', '0009_screening'),
        ('rules', '0010_packed_outcomes'),
    ]

    initial = True

    dependencies = [
        ('institutions', '0001_version_1_1'),
    ]

    operations = [
        CreateModels([
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
                name='Asking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='asking', to='institutions.partnership')),
                    ('known_at', models.DateTimeField()),
                    ('sponsor', models.CharField(max_length=40)),
                    ('domain', models.CharField(max_length=40)),
                    ('object', models.CharField(max_length=40)),
                    ('before', models.DateField()),
                    ('calls_since', models.DateField(blank=True, null=True)),
                    ('awards_since', models.DateField()),
                ],
                options={
                    'verbose_name_plural': 'askings',
                    'indexes': [models.Index(fields=['sponsor', 'domain'], name='asking_by_domain')],
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
                name='Finding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='institutions.partnership')),
                    ('code', models.CharField(max_length=20)),
                    ('fingerprint', models.CharField(help_text='hash of the code and of what identifies the finding', max_length=64)),
                    ('first_found_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'indexes': [models.Index(fields=['partnership', 'code'], name='finding_by_partnership')],
                    'constraints': [models.UniqueConstraint(fields=('partnership', 'fingerprint'), name='one_finding_a_cause')],
                },
            ),
            migrations.CreateModel(
                name='Heartbeat',
                fields=[
                    ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal ends soon'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Person concerned answered'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The deadline for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration expires soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off'), ('key_expiring', 'Key expires soon'), ('key_made', 'A system got a key'), ('account_changed', 'Your account was changed'), ('account_request', 'A request about an account waits')], max_length=20)),
                    ('matter', models.CharField(max_length=60)),
                    ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
                    ('data', models.JSONField(blank=True, default=dict)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['account', 'read_at', '-id'], name='notice_by_account')],
                    'constraints': [models.UniqueConstraint(fields=('account', 'kind', 'matter'), name='one_notice_a_matter'), models.CheckConstraint(condition=models.Q(('partnership__isnull', False), ('kind__in', ['account_changed', 'account_request', 'key_expiring', 'key_made', 'webhook_off']), _connector='OR'), name='a_notice_of_a_case_names_it')],
                },
            ),
            migrations.CreateModel(
                name='DayNoticed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('assigned', 'You are assigned'), ('assignment_ended', 'Your assignment ended'), ('reviewer_left', 'A reviewer left'), ('condition_soon', 'Condition due soon'), ('condition_overdue', 'Condition overdue'), ('answer_overdue', 'Information overdue'), ('dismissal_ending', 'Dismissal ends soon'), ('reopened', 'Case re-opened'), ('case_decided', 'Case decided'), ('new_findings', 'New findings'), ('person_answered', 'Person concerned answered'), ('official_declared', 'An official declared'), ('decisions_differ', 'Reviewers disagree'), ('hearing_asked', 'You are asked to answer'), ('hearing_soon', 'Your answer is due soon'), ('hearing_overdue', 'The deadline for your answer has passed'), ('recusal_entered', 'Your recusal is on record'), ('declaration_asked', 'You are asked to declare'), ('declaration_soon', 'Your declaration expires soon'), ('assessment_failed', 'Assessment failed'), ('webhook_off', 'Webhook switched off'), ('key_expiring', 'Key expires soon'), ('key_made', 'A system got a key'), ('account_changed', 'Your account was changed'), ('account_request', 'A request about an account waits')], max_length=20)),
                    ('matter', models.CharField(max_length=60)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name_plural': 'days noticed',
                    'constraints': [models.UniqueConstraint(fields=('kind', 'matter'), name='a_day_is_noticed_once')],
                },
            ),
            migrations.CreateModel(
                name='MailChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mail_choice', to=settings.AUTH_USER_MODEL)),
                    ('address', models.EmailField(blank=True, max_length=254)),
                    ('confirmed', models.EmailField(blank=True, max_length=254)),
                    ('language', models.CharField(choices=[('en', 'English'), ('ja', 'Japanese')], default='ja', max_length=2)),
                    ('every', models.CharField(choices=[('none', 'No e-mail'), ('at_once', 'At once'), ('daily', 'Once a day, all together')], default='none', max_length=10)),
                    ('own', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', ''), ('confirmed', models.F('address')), _connector='OR'), name='what_is_confirmed_is_the_address'), models.CheckConstraint(condition=models.Q(('every__in', ['none', 'at_once', 'daily'])), name='e_mail_comes_at_once_daily_or_never')],
                },
            ),
            migrations.CreateModel(
                name='Mail',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mails', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.CharField(choices=[('notice', 'Notice'), ('digest', 'Notices of a day'), ('confirm', 'Code for an address'), ('link', 'Link to set a password'), ('moved', 'Another address was entered')], max_length=10)),
                    ('day', models.DateField(blank=True, help_text='of a digest: at whose hour it was gathered', null=True)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('set_aside', 'Set aside'), ('dropped', 'Nothing was left to send')], default='waiting', max_length=10)),
                    ('attempt', models.PositiveIntegerField(default=0)),
                    ('tries_left', models.PositiveSmallIntegerField()),
                    ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a waiting row', null=True)),
                    ('trouble', models.CharField(blank=True, choices=[('connection', 'The mail server could not be reached'), ('sign_in', 'The mail server refused the sign-in'), ('answer', 'The mail server refused the e-mail'), ('address', 'The mail server does not accept this address'), ('worker', 'The worker ended while it was sending')], max_length=12)),
                    ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('address', models.EmailField(blank=True, help_text='the former address, until it was sent there', max_length=254)),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'next_at'], name='mail_by_state'), models.Index(fields=['account', '-requested_at'], name='mail_by_account')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='an_e_mail_being_sent_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('day__isnull', False), ('kind', 'digest')), models.Q(models.Q(('kind', 'digest'), _negated=True), ('day__isnull', True)), _connector='OR'), name='a_digest_has_its_day'), models.UniqueConstraint(fields=('account', 'day'), name='one_digest_a_day')],
                },
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
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['-at', '-id'], name='sample_newest_first')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('until_on'))), name='a_sample_has_a_period'), models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='a_sample_has_a_size')],
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
                name='CaseSummary',
                fields=[
                    ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='summary', serialize=False, to='institutions.partnership')),
                    ('submitted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                    ('sponsor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                    ('partner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
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
                    ('gone', models.PositiveIntegerField(default=0, help_text='high and critical findings that are gone, and that reviewers still have to acknowledge')),
                    ('condition_due_on', models.DateField(help_text='first last day of a condition that is not done', null=True)),
                    ('answer_by', models.DateField(help_text='first last day of a question', null=True)),
                    ('dismissal_ends_on', models.DateField(help_text='first last day of a dismissal that counts', null=True)),
                    ('due_on', models.DateField(help_text='the first of these and of the days to answer in a hearing', null=True)),
                    ('made_at', models.DateTimeField(db_index=True)),
                ],
                options={
                    'verbose_name_plural': 'case summaries',
                    'indexes': [models.Index(fields=['submitted_at', 'partnership'], name='summary_by_age'), models.Index(fields=['submitted_by', 'submitted_at'], name='summary_by_body'), models.Index(fields=['state', 'submitted_at'], name='summary_by_state'), models.Index(fields=['sponsor', 'partner', 'domain', 'state', 'secret', 'submitted_by', 'value_yen'], name='summary_by_sponsor'), models.Index(fields=['gaps', 'secret', 'submitted_by'], name='summary_by_gaps'), models.Index(condition=models.Q(('due_on__isnull', False)), fields=['due_on'], name='summary_by_due_day'), models.Index(condition=models.Q(('dismissal_ends_on__isnull', False)), fields=['dismissal_ends_on'], name='summary_by_dismissal'), models.Index(fields=['worst_open', 'submitted_at'], name='summary_by_worst')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('worst__lte', 5), ('worst_open__lte', models.F('worst'))), name='ranks_of_a_summary'), models.CheckConstraint(condition=models.Q(('second__lte', models.F('unsettled'))), name='what_waits_is_unsettled')],
                },
            ),
            migrations.CreateModel(
                name='Webhook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='institutions.governmentbody')),
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
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('secret', ''), _negated=True), name='a_webhook_has_a_secret'), models.CheckConstraint(condition=models.Q(models.Q(('active', True), ('off_because', '')), models.Q(('active', False), models.Q(('off_because', ''), _negated=True)), _connector='OR'), name='a_webhook_is_off_for_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='AskedValue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('asking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='rules.asking')),
                    ('value', models.CharField(max_length=100)),
                    ('places', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.askedplaces')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('value', 'places', 'asking'), name='asked_value_once')],
                },
            ),
            migrations.CreateModel(
                name='PackedOutcomes',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('letters', models.TextField()),
                    ('content', models.BinaryField()),
                ],
                options={
                    'verbose_name_plural': 'packed outcomes',
                },
            ),
            migrations.CreateModel(
                name='Assessment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='institutions.partnership')),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='institutions.submission')),
                    ('trigger', models.CharField(choices=[('registered', 'Registration'), ('revised', 'New revision'), ('recusal', 'Recusal'), ('register_changed', 'Change in the register'), ('rulebook_changed', 'Change in the law or the rulebook'), ('day_came', 'A date was reached'), ('on_demand', 'On demand')], default='registered', max_length=20)),
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
                    ('rulebook', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='rules.rulebookversion')),
                    ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='rules.snapshot')),
                    ('format', models.PositiveSmallIntegerField(default=1, help_text='of its result: 1 holds texts, from 2 on codes with parameters')),
                    ('facts', models.PositiveIntegerField(default=0, help_text='number of facts that the engine saw')),
                    ('same_on', models.DateField(blank=True, help_text='last later day on which a look at the case found the same result', null=True)),
                    ('remarks', models.JSONField(blank=True, default=list, help_text='what a reader must know besides the findings')),
                    ('packed_outcomes', models.ForeignKey(blank=True, db_index=False, help_text='none of an older result, whose outcomes are rows of their own', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='rules.packedoutcomes')),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'requested_at'], name='assessment_by_state'), models.Index(fields=['partnership', '-requested_at'], name='assessment_by_partnership'), models.Index(condition=models.Q(('state', 'done')), fields=['finished_at', 'id'], name='results_by_end')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'queued')), fields=('partnership',), name='one_queued_assessment_a_partnership'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('finished_at__isnull', False), ('rulebook__isnull', False), ('snapshot__isnull', False)), _connector='OR'), name='a_done_assessment_can_be_replayed'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['error', 'set_aside']), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='a_failed_assessment_says_why')],
                },
            ),
            migrations.CreateModel(
                name='MailedNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mailed', to='rules.notice')),
                    ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='rules.mail')),
                ],
            ),
            migrations.CreateModel(
                name='FindingSummary',
                fields=[
                    ('finding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='summary', serialize=False, to='rules.finding')),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institutions.partnership')),
                    ('submitted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                    ('sponsor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                    ('secret', models.BooleanField()),
                    ('code', models.CharField(max_length=20)),
                    ('family', models.CharField(max_length=10)),
                    ('severity', models.PositiveSmallIntegerField()),
                    ('standing', models.CharField(max_length=12)),
                    ('is_open', models.BooleanField()),
                    ('found_at', models.DateTimeField()),
                    ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'finding summaries',
                    'indexes': [models.Index(condition=models.Q(('is_open', True)), fields=['submitted_by', 'sponsor', 'family', 'severity', 'secret', 'found_at', 'is_open'], name='open_findings'), models.Index(fields=['code', 'standing', 'is_open', 'secret', 'submitted_by'], name='findings_by_rule'), models.Index(fields=['standing', 'partnership'], name='findings_by_standing'), models.Index(fields=['found_at', 'finding'], name='findings_by_age')],
                },
            ),
            migrations.CreateModel(
                name='WebhookDelivery',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='rules.webhook')),
                    ('event', models.CharField(choices=[('assessment.done', 'An assessment has finished'), ('finding.new', 'There are new findings'), ('finding.gone', 'Findings were withdrawn by new data'), ('case.changed', 'The state of a case has changed'), ('decision.made', 'Findings were decided'), ('ping', 'Test delivery')], max_length=20)),
                    ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
                    ('content', models.TextField()),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Being sent'), ('delivered', 'Delivered'), ('set_aside', 'Set aside')], default='waiting', max_length=10)),
                    ('attempt', models.PositiveIntegerField(default=0)),
                    ('tries_left', models.PositiveSmallIntegerField()),
                    ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a waiting row', null=True)),
                    ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('trouble', models.CharField(blank=True, choices=[('status', 'The receiver answered with an error'), ('redirect', 'The receiver redirects to another address, which is not followed'), ('timeout', 'The receiver took too long'), ('connection', 'No connection'), ('name', 'The host name is not known'), ('address', 'The host has a private address, to which nothing is sent'), ('certificate', 'The certificate cannot be trusted'), ('answer', 'The answer is not HTTP'), ('worker', 'The worker ended while it was sending'), ('secret', 'The case is now restricted, so nothing about it is sent'), ('off', 'The webhook was switched off')], max_length=12)),
                    ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name_plural': 'webhook deliveries',
                    'indexes': [models.Index(fields=['state', 'next_at'], name='delivery_by_state'), models.Index(fields=['webhook', '-requested_at'], name='delivery_by_webhook')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='a_delivery_being_sent_has_a_lease')],
                },
            ),
            migrations.CreateModel(
                name='Match',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='rules.assessment')),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='rules.finding')),
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
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('assessment', 'finding'), name='one_match_a_finding')],
                },
            ),
            migrations.CreateModel(
                name='FindingDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='rules.finding')),
                    ('number', models.PositiveIntegerField()),
                    ('decided', models.CharField(choices=[('confirmed', 'Confirmed'), ('dismissed', 'Dismissed'), ('mitigated', 'Mitigated'), ('more_information', 'More information')], max_length=16)),
                    ('reason', models.TextField()),
                    ('ends_on', models.DateField(blank=True, help_text='last day of a dismissal', null=True)),
                    ('asked_of', models.CharField(blank=True, max_length=200)),
                    ('answer_by', models.DateField(blank=True, null=True)),
                    ('evidence_hash', models.CharField(max_length=64)),
                    ('severity', models.CharField(choices=[('info', 'Info'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High'), ('critical', 'Critical')], max_length=8)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('together', models.UUIDField(blank=True, help_text='the same for findings decided at once', null=True)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['number'],
                    'indexes': [models.Index(fields=['at'], name='decision_by_moment')],
                    'constraints': [models.UniqueConstraint(fields=('finding', 'number'), name='one_decision_a_number'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_decision_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided', 'dismissed'), ('ends_on__isnull', False)), models.Q(models.Q(('decided', 'dismissed'), _negated=True), ('ends_on__isnull', True)), _connector='OR'), name='a_dismissal_ends'), models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('decided', 'more_information'), models.Q(('asked_of', ''), _negated=True)), models.Q(models.Q(('decided', 'more_information'), _negated=True), ('answer_by__isnull', True), ('asked_of', '')), _connector='OR'), name='a_question_has_an_addressee_and_a_date')],
                },
            ),
            migrations.CreateModel(
                name='Hearing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='rules.finding')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
                    ('number', models.PositiveIntegerField(help_text='counts the hearings of the finding')),
                    ('how', models.CharField(choices=[('asked', 'Asked on their own page'), ('otherwise', 'Heard in another way'), ('waived', 'Not heard')], max_length=9)),
                    ('answer_by', models.DateField(blank=True, help_text='last day to answer', null=True)),
                    ('heard_on', models.DateField(blank=True, null=True)),
                    ('waiver', models.CharField(blank=True, choices=[('inquiry', 'It would defeat an inquiry'), ('unreachable', 'They cannot be reached'), ('urgent', 'The public interest does not allow the delay'), ('nothing_asked', 'The finding is not about anything that they did or hold')], max_length=13)),
                    ('note', models.TextField(blank=True, help_text='what they said and the document of it, or why they are not heard')),
                    ('evidence_hash', models.CharField(max_length=64)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['number'],
                    'indexes': [models.Index(condition=models.Q(('how', 'asked')), fields=['person', '-at'], name='hearing_by_person')],
                    'constraints': [models.UniqueConstraint(fields=('finding', 'number'), name='one_hearing_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('heard_on__isnull', True), ('how', 'asked'), ('note', ''), ('waiver', '')), models.Q(('answer_by__isnull', True), ('heard_on__isnull', False), ('how', 'otherwise'), ('waiver', ''), models.Q(('note', ''), _negated=True)), models.Q(('answer_by__isnull', True), ('heard_on__isnull', True), ('how', 'waived'), models.Q(('waiver', ''), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='a_hearing_says_how')],
                },
            ),
            migrations.CreateModel(
                name='ReviewCase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review_case', to='institutions.partnership')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('screening', 'Screening'), ('under_review', 'Under review'), ('cleared', 'Cleared'), ('cleared_with_conditions', 'Cleared with conditions'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn'), ('refused', 'Refused')], default='submitted', max_length=24)),
                    ('version', models.PositiveIntegerField(default=0)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                ],
                options={
                    'indexes': [models.Index(fields=['state', 'changed_at'], name='case_by_state')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state', 'draft'), _negated=True), name='a_draft_has_no_case'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cleared', 'cleared_with_conditions']), _negated=True), ('assessment__isnull', False), _connector='OR'), name='a_cleared_case_names_its_assessment')],
                },
            ),
            migrations.CreateModel(
                name='ReviewerScreening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screenings', to='rules.reviewcase')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.submission')),
                    ('verdict', models.CharField(choices=[('clear', 'No tie found'), ('tied', 'Has a tie to the case'), ('not_assessable', 'Could not be screened in full')], max_length=15)),
                    ('ties', models.JSONField(blank=True, default=list)),
                    ('gaps', models.JSONField(blank=True, default=list)),
                    ('sha256', models.CharField(max_length=64)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'indexes': [models.Index(fields=['case', 'account'], name='screening_by_case')],
                },
            ),
            migrations.CreateModel(
                name='CaseCondition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='rules.reviewcase')),
                    ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='rules.findingdecision')),
                    ('text', models.TextField()),
                    ('owner', models.CharField(max_length=200)),
                    ('due_on', models.DateField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
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
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='rules.reviewcase')),
                    ('code', models.CharField(max_length=20)),
                    ('lacking', models.CharField(max_length=64)),
                    ('reason', models.TextField()),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'indexes': [models.Index(fields=['case', 'code'], name='acknowledgement_by_case'), models.Index(fields=['at'], name='acknowledgement_by_moment')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_acknowledgement_has_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='GoneAcknowledgement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gone_acknowledgements', to='rules.reviewcase')),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gone_acknowledgements', to='rules.finding')),
                    ('last_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('reason', models.TextField()),
                    ('assessment', models.ForeignKey(help_text='the newest one, as they read it', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.assessment')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_gone_finding_is_acknowledged_with_a_reason'), models.UniqueConstraint(fields=('finding', 'last_in', 'account'), name='one_acknowledgement_a_reviewer_of_a_gone_finding')],
                },
            ),
            migrations.CreateModel(
                name='HearingAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='rules.hearing')),
                    ('number', models.PositiveIntegerField()),
                    ('text', models.TextField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
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
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='rules.reviewcase')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
                    ('number', models.PositiveIntegerField(help_text='counts the declarations of the case')),
                    ('says', models.CharField(choices=[('nothing', 'Nothing to declare'), ('ties', 'Ties declared')], max_length=7)),
                    ('text', models.TextField(help_text='what was signed, as it was shown')),
                    ('content', models.JSONField()),
                    ('about', models.JSONField()),
                    ('source_key', models.CharField(max_length=40)),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.submission')),
                    ('signature', models.CharField(max_length=200)),
                    ('sha256', models.CharField(max_length=64)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['number'],
                    'indexes': [models.Index(fields=['person', 'case'], name='declaration_by_person')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'number'), name='one_official_declaration_a_number'), models.CheckConstraint(condition=models.Q(('signature', ''), _negated=True), name='an_official_declaration_is_signed')],
                },
            ),
            migrations.CreateModel(
                name='CaseMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='rules.reviewcase')),
                    ('version', models.PositiveIntegerField(help_text='of the case after the move')),
                    ('act', models.CharField(max_length=30)),
                    ('before', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('screening', 'Screening'), ('under_review', 'Under review'), ('cleared', 'Cleared'), ('cleared_with_conditions', 'Cleared with conditions'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn'), ('refused', 'Refused')], max_length=24)),
                    ('after', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('screening', 'Screening'), ('under_review', 'Under review'), ('cleared', 'Cleared'), ('cleared_with_conditions', 'Cleared with conditions'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn'), ('refused', 'Refused')], max_length=24)),
                    ('reason', models.TextField(blank=True)),
                    ('because', models.JSONField(blank=True, default=list, help_text='reasons of the system: each a code with its data')),
                    ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['version'],
                    'indexes': [models.Index(fields=['after', 'at'], name='move_by_state')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'version'), name='one_move_a_version')],
                },
            ),
            migrations.CreateModel(
                name='ReviewAssignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='rules.reviewcase')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                    ('screening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.reviewerscreening')),
                    ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_because', models.CharField(blank=True, choices=[('recused', 'Recused'), ('revised', 'The proposal was revised'), ('tied', 'A tie was found')], max_length=10)),
                    ('reason', models.TextField(blank=True, help_text="of a recusal, in the reviewer's words")),
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
                    ('condition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='done', to='rules.casecondition')),
                    ('note', models.TextField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
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
                    ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='rules.hearinganswer')),
                    ('place', models.PositiveIntegerField()),
                    ('fact', models.TextField()),
                    ('kind', models.CharField(max_length=60)),
                    ('text', models.TextField(help_text='what is right instead')),
                    ('document', models.CharField(blank=True, help_text='what shows it', max_length=500)),
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
                    ('sample', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='rules.auditsample')),
                    ('position', models.PositiveIntegerField()),
                    ('move', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.casemove')),
                    ('stratum', models.CharField(blank=True, max_length=60)),
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
                    ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='declaration', to='rules.reviewassignment')),
                    ('text', models.TextField()),
                    ('signature', models.CharField(max_length=200)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('signature', ''), _negated=True), name='a_declaration_is_signed')],
                },
            ),
            migrations.CreateModel(
                name='SampleNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('drawn', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='rules.sampledcase')),
                    ('note', models.TextField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_sampled_case_is_looked_at_with_a_note')],
                },
            ),
            migrations.CreateModel(
                name='FactErasure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('snapshots', models.JSONField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
            ),
            migrations.CreateModel(
                name='FactReader',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('generation', models.PositiveBigIntegerField()),
                    ('worker', models.CharField(max_length=120)),
                    ('until', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='OutcomeRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcome_rows', to='rules.assessment')),
                    ('code', models.CharField(max_length=20)),
                    ('outcome', models.CharField(choices=[('flagged', 'Flagged'), ('clear', 'Clear'), ('not_assessable', 'Not assessable'), ('not_applicable', 'Not applicable'), ('error', 'Error')], max_length=15)),
                    ('missing', models.JSONField(blank=True, default=list)),
                    ('reason', models.TextField(blank=True, help_text='why the rule is silent, in format 1 alone')),
                    ('silence', models.JSONField(blank=True, help_text='why the rule is silent: a code', null=True)),
                ],
                options={
                    'ordering': ['code'],
                    'indexes': [models.Index(fields=['code', 'outcome'], name='outcome_by_code')],
                    'constraints': [models.UniqueConstraint(fields=('assessment', 'code'), name='one_outcome_a_rule')],
                    'db_table': 'rules_ruleoutcome',
                },
            ),
            migrations.CreateModel(
                name='PersonDataFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.TextField(help_text='who asked, when, and how it was made sure that it was the person')),
                    ('content', models.JSONField(default=dict)),
                    ('withheld', models.JSONField(default=list)),
                    ('sha256', models.CharField(max_length=64)),
                    ('state', models.CharField(choices=[('prepared', 'Waiting for review'), ('released', 'Released'), ('refused', 'Not released')], default='prepared', max_length=8)),
                    ('prepared_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
                    ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), models.Q(('settled_by__isnull', False), models.Q(('settled_by', models.F('prepared_by')), _negated=True)), _connector='OR'), name='another_account_releases_personal_data')],
                },
            ),
            migrations.CreateModel(
                name='RuleSequence',
                fields=[
                    ('rulebook', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sequence', serialize=False, to='rules.rulebookversion')),
                    ('codes', models.TextField(help_text='separated by spaces')),
                ],
            ),
            migrations.CreateModel(
                name='Screening',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('cause', models.CharField(choices=[('on_demand', 'On demand'), ('night', 'Every night'), ('new_version', 'A new version of the rulebook')], default='on_demand', max_length=12)),
                    ('rulebook', models.CharField(help_text='the version of the rulebook', max_length=64)),
                    ('trial', models.BooleanField(default=False, help_text='of a rulebook that is not in force: nothing is assessed anew')),
                    ('as_of', models.DateField(blank=True, help_text='empty: each case on its own stored day', null=True)),
                    ('night', models.DateField(blank=True, help_text='of the screening that is made each night', null=True)),
                    ('seed', models.CharField(max_length=32)),
                    ('one_in', models.PositiveIntegerField(help_text='of so many unchanged cases one is drawn')),
                    ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('disagreed', 'Evaluators disagree'), ('stopped', 'Stopped'), ('error', 'Error'), ('set_aside', 'Set aside')], default='queued', max_length=10)),
                    ('attempt', models.PositiveIntegerField(default=0)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('expired_leases', models.PositiveSmallIntegerField(default=0)),
                    ('worker', models.CharField(blank=True, max_length=120)),
                    ('error', models.TextField(blank=True)),
                    ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a queued row', null=True)),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('generation', models.PositiveBigIntegerField(blank=True, help_text='of the fact store', null=True)),
                    ('screened', models.PositiveIntegerField(default=0, help_text='cases so far')),
                    ('cases', models.PositiveIntegerField(default=0)),
                    ('differing', models.PositiveIntegerField(default=0)),
                    ('reassessed', models.PositiveIntegerField(default=0)),
                    ('sampled', models.PositiveIntegerField(default=0)),
                    ('disagreements', models.PositiveIntegerField(default=0)),
                    ('digest', models.CharField(blank=True, max_length=64)),
                    ('seconds', models.FloatField(default=0.0)),
                ],
                options={
                    'ordering': ['-requested_at', '-id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('state',), name='one_running_screening'), models.UniqueConstraint(fields=('night',), name='one_screening_a_night'), models.UniqueConstraint(condition=models.Q(('cause', 'new_version')), fields=('rulebook',), name='one_first_screening_of_a_version')],
                },
            ),
            migrations.CreateModel(
                name='ScreenedCase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('differences', models.JSONField(default=list, help_text='rule, outcome before and after, and what differs')),
                    ('reassessed', models.BooleanField(default=False, help_text='whether it was queued for an assessment')),
                    ('disagreement', models.JSONField(blank=True, help_text='the answers of sets and of the case evaluators', null=True)),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
                    ('screening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='screened_cases', to='rules.screening')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('screening', 'partnership'), name='one_screened_case')],
                },
            ),
            migrations.CreateModel(
                name='ScreeningPart',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('secret', models.BooleanField()),
                    ('cases', models.PositiveIntegerField()),
                    ('differing', models.PositiveIntegerField()),
                    ('reassessed', models.PositiveIntegerField()),
                    ('sampled', models.PositiveIntegerField()),
                    ('disagreements', models.PositiveIntegerField()),
                    ('digest', models.CharField(max_length=64)),
                    ('screening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='rules.screening')),
                    ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('screening', 'submitted_by', 'secret'), name='one_part_of_a_body_and_restriction')],
                },
            ),
        ]),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
