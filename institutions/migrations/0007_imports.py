"""Imports as jobs with their records and outcomes; every row with a history may come from one."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

# Tables of statements, by the name of their kind.
STATEMENTS = [
    'advisory_role', 'appointment', 'association_member', 'award', 'benefit', 'bid', 'bid_restriction', 'call',
    'clause', 'clearance', 'competitor', 'conduct', 'contact', 'contact_details', 'contracts_total', 'control',
    'decision', 'declaration', 'directorship', 'dispute', 'duty', 'employment', 'engagement', 'ex_officio_seat',
    'export_item', 'exposure', 'foreign_acquisition', 'group', 'history_known', 'infrastructure', 'investment',
    'job_offer', 'joint_research', 'kinship', 'listing', 'market', 'market_known', 'measure', 'ownership_known',
    'preservation_order', 'recusal', 're_employment', 'relocation_request', 'secondment', 'securities_trade',
    'shareholding', 'subcontract', 'succession', 'transaction',
]
OTHERS = [
    'bodyparent', 'briefstatement', 'mandate', 'partydetails', 'partyname', 'post', 'treaty', 'treatycoverage',
    'treatyparty',
]
ALL = [*(kind.replace('_', '') for kind in STATEMENTS), *OTHERS]


def has_a_source(model, *ways):
    """The constraint that each row comes from somewhere."""
    either = models.Q(*((f'{way}__isnull', False) for way in ways), _connector='OR')
    return models.CheckConstraint(condition=either, name=f'{model}_has_a_source')


def imported():
    """The column: the record of an import that stated a row."""
    return models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.importedrecord')


def index_of(kind):
    """Statements are found by the record that stated them."""
    return models.Index(condition=models.Q(('imported__isnull', False)), fields=['imported'], name=f'{kind}_imported')


class LetImportsState(Operation):
    """Every row with a history may have an import in the place of a submission.

    One operation for all tables: as one for each, Django would render all models anew some two hundred times.
    """

    reduces_to_sql = True
    reversible = False

    def state_forwards(self, app_label, state):
        state.__dict__.pop('apps', None)  # rendered anew when it is next needed, not after each line
        for model in ALL:
            state.add_field(app_label, model, 'imported', imported(), False)
            state.remove_constraint(app_label, model, f'{model}_has_a_source')
            state.add_constraint(app_label, model, has_a_source(model, 'source', 'submission', 'imported'))
        for kind in STATEMENTS:
            state.add_index(app_label, kind.replace('_', ''), index_of(kind))

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in ALL:
            before, after = from_state.apps.get_model(app_label, model), to_state.apps.get_model(app_label, model)
            schema_editor.add_field(before, after._meta.get_field('imported'))
            if schema_editor.connection.vendor != 'sqlite':  # there the next step makes the table anew
                schema_editor.remove_constraint(before, has_a_source(model, 'source', 'submission'))
            schema_editor.add_constraint(after, has_a_source(model, 'source', 'submission', 'imported'))
        for kind in STATEMENTS:
            if schema_editor.connection.vendor != 'sqlite':
                schema_editor.add_index(to_state.apps.get_model(app_label, kind.replace('_', '')), index_of(kind))

    def describe(self):
        return 'Let every row with a history come from an import'


class Migration(migrations.Migration):
    dependencies = [('institutions', '0006_conduct_label')]

    operations = [
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=40)),
                ('publisher', models.CharField(blank=True, max_length=200)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('format', 'publisher', 'body'), name='one_collection'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CollectionParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100)),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='institutions.collection')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
            ],
            options={
                'verbose_name_plural': 'collection parties',
                'constraints': [
                    models.UniqueConstraint(fields=('collection', 'key'), name='one_party_a_collection_key'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('format', models.CharField(max_length=40)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.BigIntegerField(help_text='bytes of the file')),
                ('options', models.JSONField(default=dict)),
                ('dry_run', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('unconfirmed', 'To be confirmed'), ('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('set_aside', 'Set aside'), ('cancelled', 'Cancelled')], default='queued', max_length=12)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('expired_leases', models.PositiveSmallIntegerField(default=0)),
                ('worker', models.CharField(blank=True, max_length=120)),
                ('error', models.TextField(blank=True)),
                ('total', models.BigIntegerField(blank=True, null=True)),
                ('place', models.BigIntegerField(default=0)),
                ('added', models.BigIntegerField(default=0)),
                ('changed', models.BigIntegerField(default=0)),
                ('unchanged', models.BigIntegerField(default=0)),
                ('refused', models.BigIntegerField(default=0)),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a queued row', null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='institutions.governmentbody')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['state', 'created_at'], name='import_by_state'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['failed', 'set_aside']), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='a_failed_import_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='institutions.import')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('job', 'number'), name='one_part_a_number'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('kinds', models.JSONField(default=list)),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('collection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='institutions.collection')),
                ('job', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='institutions.import')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['collection', 'record'], name='imported_record_by_name'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('collection', 'record'), name='one_current_record'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(help_text='the how many-th record of the file, from 1')),
                ('line', models.BigIntegerField()),
                ('record', models.CharField(blank=True, max_length=200)),
                ('outcome', models.CharField(choices=[('added', 'Added'), ('changed', 'Changed'), ('unchanged', 'Unchanged'), ('refused', 'Refused')], max_length=10)),
                ('errors', models.JSONField(default=list)),
                ('notes', models.JSONField(default=list)),
                ('job', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='institutions.import')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['job', 'record'], name='import_outcome_by_record'),
                    models.Index(fields=['job', 'outcome', 'number'], name='import_outcome_by_outcome'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('job', 'number'), name='one_outcome_a_record'),
                ],
            },
        ),
        LetImportsState(),
    ]
