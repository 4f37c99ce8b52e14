"""Cases and their review: moves, decisions of findings, acknowledgements, reviewers, conditions."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0009_ownership_index'),
        ('rules', '0002_asked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                'ordering': ['at', 'pk'],
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
            ],
            options={
                'ordering': ['version'],
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
            },
        ),
        migrations.AddField(
            model_name='reviewassignment',
            name='screening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.reviewerscreening'),
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
        migrations.AddConstraint(
            model_name='findingdecision',
            constraint=models.UniqueConstraint(fields=('finding', 'number'), name='one_decision_a_number'),
        ),
        migrations.AddConstraint(
            model_name='findingdecision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_decision_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='findingdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided', 'dismissed'), ('ends_on__isnull', False)), models.Q(models.Q(('decided', 'dismissed'), _negated=True), ('ends_on__isnull', True)), _connector='OR'), name='a_dismissal_ends'),
        ),
        migrations.AddConstraint(
            model_name='findingdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_by__isnull', False), ('decided', 'more_information'), models.Q(('asked_of', ''), _negated=True)), models.Q(models.Q(('decided', 'more_information'), _negated=True), ('answer_by__isnull', True), ('asked_of', '')), _connector='OR'), name='a_question_has_an_addressee_and_a_date'),
        ),
        migrations.AddIndex(
            model_name='reviewcase',
            index=models.Index(fields=['state', 'changed_at'], name='case_by_state'),
        ),
        migrations.AddConstraint(
            model_name='reviewcase',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), _negated=True), name='a_draft_has_no_case'),
        ),
        migrations.AddConstraint(
            model_name='reviewcase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cleared', 'cleared_with_conditions']), _negated=True), ('assessment__isnull', False), _connector='OR'), name='a_cleared_case_names_its_assessment'),
        ),
        migrations.AddConstraint(
            model_name='casemove',
            constraint=models.UniqueConstraint(fields=('case', 'version'), name='one_move_a_version'),
        ),
        migrations.AddIndex(
            model_name='casecondition',
            index=models.Index(fields=['due_on'], name='condition_by_due_day'),
        ),
        migrations.AddConstraint(
            model_name='casecondition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('owner', ''), _negated=True)), name='a_condition_has_text_and_owner'),
        ),
        migrations.AddIndex(
            model_name='acknowledgement',
            index=models.Index(fields=['case', 'code'], name='acknowledgement_by_case'),
        ),
        migrations.AddConstraint(
            model_name='acknowledgement',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_acknowledgement_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='reviewerdeclaration',
            constraint=models.CheckConstraint(condition=models.Q(('signature', ''), _negated=True), name='a_declaration_is_signed'),
        ),
        migrations.AddIndex(
            model_name='reviewerscreening',
            index=models.Index(fields=['case', 'account'], name='screening_by_case'),
        ),
        migrations.AddConstraint(
            model_name='reviewassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case', 'account'), name='one_open_assignment_a_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='reviewassignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_because', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='an_assignment_ends_for_a_reason'),
        ),
    ]
