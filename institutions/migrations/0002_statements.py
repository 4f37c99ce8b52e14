"""The tables of statements, one a kind: their common columns and constraints are written once."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def statements(name, label, columns, indexes):
    """Create the table of one kind."""
    return migrations.CreateModel(
        name=name,
        fields=[
            ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
            ('from_on', models.DateField(blank=True, null=True)),
            ('until_on', models.DateField(blank=True, null=True)),
            ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ('superseded_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ('source', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.source')),
            ('submission', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.submission')),
            ('confidence', models.CharField(default='fact', max_length=20)),
            ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
            ('reach', models.CharField(choices=[('case', 'case'), ('submitter', 'submitter'), ('register', 'register')], max_length=10)),
            ('says_none', models.JSONField(default=list)),
            *columns,
        ],
        options={
            'verbose_name': label,
            'verbose_name_plural': label,
            'abstract': False,
            'indexes': indexes,
            'constraints': [
                models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('from_on__lte', models.F('until_on')), _connector='OR'), name=f'{name.lower()}_from_before_until'),
                models.CheckConstraint(condition=models.Q(('source__isnull', False), ('submission__isnull', False), _connector='OR'), name=f'{name.lower()}_has_a_source'),
                models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('lineage',), name=f'{name.lower()}_one_current_row'),
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [('institutions', '0001_initial')]

    operations = [
        statements(
            'Appointment', 'Appointment',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('post', models.TextField(blank=True, null=True)),
                ('grade', models.CharField(blank=True, max_length=40, null=True)),
                ('service', models.CharField(blank=True, max_length=40, null=True)),
                ('reports_to', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__525971_idx'),
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_fb87e5_idx'),
                models.Index(fields=['reports_to', 'superseded_at'], name='institution_reports_09f4b9_idx'),
            ],
        ),
        statements(
            'Duty', 'Duty',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
                ('body', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('function', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__9cc910_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_6b0f48_idx'),
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_0a7d6f_idx'),
            ],
        ),
        statements(
            'Directorship', 'Directorship',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('post', models.TextField(blank=True, null=True)),
                ('paid', models.BooleanField(blank=True, null=True)),
                ('approved', models.BooleanField(blank=True, null=True)),
                ('notified', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__ee835f_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_951f1f_idx'),
            ],
        ),
        statements(
            'ExOfficioSeat', 'Seat held by virtue of office',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('post', models.TextField(blank=True, null=True)),
                ('body', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__b3a1d9_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_27049b_idx'),
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_ce895d_idx'),
            ],
        ),
        statements(
            'Employment', 'Employment',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('post', models.TextField(blank=True, null=True)),
                ('unit', models.TextField(blank=True, null=True)),
                ('responsible', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__4eea6e_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_cf4ab6_idx'),
            ],
        ),
        statements(
            'BidRestriction', 'Restriction on bids',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('registered_on', models.DateField(blank=True, null=True)),
                ('barred', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__542bb4_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_4aa371_idx'),
            ],
        ),
        statements(
            'AdvisoryRole', 'Advisory role',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('body', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('fee_yen_per_year', models.BigIntegerField(blank=True, null=True)),
                ('plenary_only', models.BooleanField(blank=True, null=True)),
                ('disclosed', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__6b7cd1_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_fe341d_idx'),
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_049782_idx'),
            ],
        ),
        statements(
            'Secondment', 'Secondment',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('approved_exchange', models.BooleanField(blank=True, null=True)),
                ('duties_separate', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__ab653e_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_a660a0_idx'),
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_d962d6_idx'),
            ],
        ),
        statements(
            'Shareholding', 'Shareholding',
            [
                ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('share_bp', models.BigIntegerField(blank=True, null=True)),
                ('voting_bp', models.BigIntegerField(blank=True, null=True)),
                ('listed', models.BooleanField(blank=True, null=True)),
                ('in_trust', models.BooleanField(blank=True, null=True)),
                ('vehicle', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['holder', 'superseded_at'], name='institution_holder__d4fff0_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_7028b9_idx'),
            ],
        ),
        statements(
            'SecuritiesTrade', 'Trade in securities',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('on', models.DateField(blank=True, null=True)),
                ('side', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__165dbd_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_bc27e9_idx'),
            ],
        ),
        statements(
            'AssociationMember', 'Member of an association',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('association', models.TextField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_e163b8_idx'),
            ],
        ),
        statements(
            'Kinship', 'Kinship',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('relative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('degree', models.BigIntegerField(blank=True, null=True)),
                ('by', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__03af5f_idx'),
                models.Index(fields=['relative', 'superseded_at'], name='institution_relativ_3322c8_idx'),
            ],
        ),
        statements(
            'OwnershipKnown', 'Ownership fully known',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_65cce7_idx'),
            ],
        ),
        statements(
            'Group', 'Group',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('parent', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_cbed23_idx'),
                models.Index(fields=['parent', 'superseded_at'], name='institution_parent__66dc4b_idx'),
            ],
        ),
        statements(
            'ContactDetails', 'Contact details',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('address', models.TextField(blank=True, null=True)),
                ('phone', models.TextField(blank=True, null=True)),
                ('bank_account', models.TextField(blank=True, null=True)),
                ('agent', models.TextField(blank=True, null=True)),
                ('agent_type', models.CharField(blank=True, max_length=40, null=True)),
                ('document_author', models.TextField(blank=True, null=True)),
                ('serviced_office', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_274ecb_idx'),
            ],
        ),
        statements(
            'Succession', 'Succession',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('predecessor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('on', models.DateField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_c6edc1_idx'),
                models.Index(fields=['predecessor', 'superseded_at'], name='institution_predece_413e81_idx'),
            ],
        ),
        statements(
            'Control', 'Control',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('controller', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('controller_country', models.CharField(blank=True, max_length=2)),
                ('by', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_36243b_idx'),
                models.Index(fields=['controller', 'superseded_at'], name='institution_control_12184f_idx'),
            ],
        ),
        statements(
            'Engagement', 'Engagement',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_0c2894_idx'),
                models.Index(fields=['client', 'superseded_at'], name='institution_client__8474b8_idx'),
            ],
        ),
        statements(
            'Transaction', 'Merger or acquisition',
            [
                ('acquirer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('target', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('acquirer_group_sales_yen', models.BigIntegerField(blank=True, null=True)),
                ('target_sales_yen', models.BigIntegerField(blank=True, null=True)),
                ('votes_before_bp', models.BigIntegerField(blank=True, null=True)),
                ('votes_after_bp', models.BigIntegerField(blank=True, null=True)),
                ('notified', models.BooleanField(blank=True, null=True)),
                ('on', models.DateField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['acquirer', 'superseded_at'], name='institution_acquire_a7460d_idx'),
                models.Index(fields=['target', 'superseded_at'], name='institution_target__b556a5_idx'),
            ],
        ),
        statements(
            'Benefit', 'Benefit',
            [
                ('giver', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('type', models.CharField(blank=True, max_length=40, null=True)),
                ('value_yen', models.BigIntegerField(blank=True, null=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('reported', models.BooleanField(blank=True, null=True)),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('notified', models.BooleanField(blank=True, null=True)),
                ('notified_on', models.DateField(blank=True, null=True)),
                ('approved', models.BooleanField(blank=True, null=True)),
                ('paid_by_self', models.BooleanField(blank=True, null=True)),
                ('private_relation', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['giver', 'superseded_at'], name='institution_giver_i_8e3b2f_idx'),
                models.Index(fields=['person', 'superseded_at'], name='institution_person__445aef_idx'),
            ],
        ),
        statements(
            'Contact', 'Contact',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('on', models.DateField(blank=True, null=True)),
                ('about', models.BooleanField(blank=True, null=True)),
                ('asking', models.BooleanField(blank=True, null=True)),
                ('via', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__bf3274_idx'),
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_b87c70_idx'),
            ],
        ),
        statements(
            'Decision', 'Decision',
            [
                ('key', models.CharField(blank=True, max_length=100, null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('body', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('what', models.CharField(blank=True, max_length=40, null=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('personally', models.BooleanField(blank=True, null=True)),
                ('concerns_this_partnership', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__a7a048_idx'),
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_5ec486_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_f84357_idx'),
            ],
        ),
        statements(
            'JobOffer', 'Job offer',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('stage', models.CharField(blank=True, max_length=40, null=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('notified', models.BooleanField(blank=True, null=True)),
                ('notified_on', models.DateField(blank=True, null=True)),
                ('exempt', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__3f972c_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_03a7fd_idx'),
            ],
        ),
        statements(
            'ContractsTotal', 'Total of contracts',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('total_yen', models.BigIntegerField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__f122f8_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_58d634_idx'),
            ],
        ),
        statements(
            'ReEmployment', 'Re-employment',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('on', models.DateField(blank=True, null=True)),
                ('notified', models.BooleanField(blank=True, null=True)),
                ('notified_on', models.DateField(blank=True, null=True)),
                ('capacity', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__be4600_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_bb1795_idx'),
            ],
        ),
        statements(
            'JointResearch', 'Joint research',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('other', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('type', models.CharField(blank=True, max_length=40, null=True)),
                ('authors', models.BigIntegerField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__fc7568_idx'),
                models.Index(fields=['other', 'superseded_at'], name='institution_other_i_195659_idx'),
            ],
        ),
        statements(
            'Declaration', 'Declaration of interests',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('on', models.DateField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__4cdaa2_idx'),
            ],
        ),
        statements(
            'Recusal', 'Recusal',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('on', models.DateField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__de5014_idx'),
            ],
        ),
        statements(
            'Conduct', 'Conduct',
            [
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('type', models.CharField(blank=True, max_length=40, null=True)),
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('on', models.DateField(blank=True, null=True)),
                ('evidence', models.TextField(blank=True, null=True)),
                ('information_published', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['person', 'superseded_at'], name='institution_person__4d704e_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_13c6a3_idx'),
            ],
        ),
        statements(
            'Call', 'Call',
            [
                ('key', models.CharField(blank=True, max_length=100, null=True)),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('method', models.CharField(blank=True, max_length=40, null=True)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('object', models.CharField(blank=True, max_length=40, null=True)),
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
                ('reserve_price_yen', models.BigIntegerField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_3ebef5_idx'),
            ],
        ),
        statements(
            'Bid', 'Bid',
            [
                ('call', models.UUIDField(blank=True, db_index=True, null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('members', models.ManyToManyField(related_name='+', to='institutions.party')),
                ('amount_yen', models.BigIntegerField(blank=True, null=True)),
                ('amount_other_currency', models.CharField(blank=True, max_length=40, null=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('status', models.CharField(blank=True, max_length=40, null=True)),
                ('round', models.BigIntegerField(blank=True, null=True)),
                ('informed_on', models.DateField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_5310ca_idx'),
            ],
        ),
        statements(
            'Award', 'Award',
            [
                ('call', models.UUIDField(blank=True, db_index=True, null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('amount_yen', models.BigIntegerField(blank=True, null=True)),
                ('amount_other_currency', models.CharField(blank=True, max_length=40, null=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('method', models.CharField(blank=True, max_length=40, null=True)),
                ('body', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
                ('object', models.CharField(blank=True, max_length=40, null=True)),
                ('subject', models.TextField(blank=True, null=True)),
                ('site', models.TextField(blank=True, null=True)),
                ('separate_need', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_3e3120_idx'),
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_b25e7f_idx'),
            ],
        ),
        statements(
            'Subcontract', 'Subcontract',
            [
                ('call', models.UUIDField(blank=True, db_index=True, null=True)),
                ('contractor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('share_bp', models.BigIntegerField(blank=True, null=True)),
                ('named_in_bids', models.BooleanField(blank=True, null=True)),
                ('approved', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['contractor', 'superseded_at'], name='institution_contrac_3ff633_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_3f134e_idx'),
            ],
        ),
        statements(
            'Market', 'Market share',
            [
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('share_bp', models.BigIntegerField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_3e9ce5_idx'),
            ],
        ),
        statements(
            'Competitor', 'Competitor',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('of', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_c81007_idx'),
                models.Index(fields=['of', 'superseded_at'], name='institution_of_id_5b6378_idx'),
            ],
        ),
        statements(
            'HistoryKnown', 'Award history fully known',
            [
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
                ('object', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_3df4f1_idx'),
            ],
        ),
        statements(
            'MarketKnown', 'Market fully known',
            [
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
                ('on', models.DateField(blank=True, null=True)),
            ],
            [
            ],
        ),
        statements(
            'Clause', 'Contract clause',
            [
                ('risk', models.CharField(blank=True, max_length=40, null=True)),
                ('allocated_to', models.CharField(blank=True, max_length=40, null=True)),
                ('cap_yen', models.BigIntegerField(blank=True, null=True)),
            ],
            [
            ],
        ),
        statements(
            'Exposure', 'Exposure',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('country', models.CharField(blank=True, max_length=2, null=True)),
                ('revenue_bp', models.BigIntegerField(blank=True, null=True)),
                ('plants', models.BigIntegerField(blank=True, null=True)),
                ('licences', models.BigIntegerField(blank=True, null=True)),
                ('supply_contracts', models.BigIntegerField(blank=True, null=True)),
                ('inputs_bp', models.BigIntegerField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_0f69c6_idx'),
            ],
        ),
        statements(
            'Measure', 'Measure',
            [
                ('key', models.CharField(blank=True, max_length=100, null=True)),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
                ('type', models.CharField(blank=True, max_length=40, null=True)),
                ('nature', models.CharField(blank=True, max_length=40, null=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('known_on', models.DateField(blank=True, null=True)),
                ('in_writing', models.BooleanField(blank=True, null=True)),
                ('criterion_published', models.BooleanField(blank=True, null=True)),
                ('reasons_given', models.BooleanField(blank=True, null=True)),
                ('hearing_held', models.BooleanField(blank=True, null=True)),
                ('urgent', models.BooleanField(blank=True, null=True)),
                ('secrecy_ground', models.BooleanField(blank=True, null=True)),
                ('money_only', models.BooleanField(blank=True, null=True)),
                ('general', models.BooleanField(blank=True, null=True)),
                ('remedy_notice', models.BooleanField(blank=True, null=True)),
                ('appeal_filed_on', models.DateField(blank=True, null=True)),
                ('security_exception_recorded', models.BooleanField(blank=True, null=True)),
                ('consequence', models.CharField(blank=True, max_length=40, null=True)),
                ('condition_published', models.BooleanField(blank=True, null=True)),
                ('disadvantage_followed', models.BooleanField(blank=True, null=True)),
                ('discriminates_by', models.CharField(blank=True, max_length=40, null=True)),
                ('trade_effect', models.CharField(blank=True, max_length=40, null=True)),
                ('restricts_country', models.CharField(blank=True, max_length=2, null=True)),
                ('damage_yen', models.BigIntegerField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_894f12_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_648e4a_idx'),
            ],
        ),
        statements(
            'RelocationRequest', 'Request to relocate',
            [
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('from_country', models.CharField(blank=True, max_length=2, null=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('proposed_by_company', models.BooleanField(blank=True, null=True)),
                ('limits_business', models.BooleanField(blank=True, null=True)),
                ('terms_agreed', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['body', 'superseded_at'], name='institution_body_id_1e3762_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_8386ff_idx'),
            ],
        ),
        statements(
            'Listing', 'Listing',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('list', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_de169d_idx'),
            ],
        ),
        statements(
            'PreservationOrder', 'Preservation order',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('blocks_use', models.BooleanField(blank=True, null=True)),
                ('partner_agreed', models.BooleanField(blank=True, null=True)),
                ('compensation_budgeted', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_7e980c_idx'),
            ],
        ),
        statements(
            'Dispute', 'Dispute',
            [
                ('claimant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('respondent', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('forum', models.TextField(blank=True, null=True)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('outcome', models.TextField(blank=True, null=True)),
                ('domain', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['claimant', 'superseded_at'], name='institution_claiman_a204c4_idx'),
                models.Index(fields=['respondent', 'superseded_at'], name='institution_respond_8d775d_idx'),
            ],
        ),
        statements(
            'Investment', 'Investment abroad',
            [
                ('investor', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('investor_country', models.CharField(blank=True, max_length=2)),
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('country', models.CharField(blank=True, max_length=2, null=True)),
                ('form', models.CharField(blank=True, max_length=40, null=True)),
            ],
            [
                models.Index(fields=['investor', 'superseded_at'], name='institution_investo_fe8e64_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_eba134_idx'),
            ],
        ),
        statements(
            'ExportItem', 'Controlled item',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('item', models.TextField(blank=True, null=True)),
                ('destination', models.CharField(blank=True, max_length=2, null=True)),
                ('us_controlled_bp', models.BigIntegerField(blank=True, null=True)),
                ('foreign_direct_product', models.BooleanField(blank=True, null=True)),
                ('series_600', models.BooleanField(blank=True, null=True)),
                ('licence_on', models.DateField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_905c4e_idx'),
            ],
        ),
        statements(
            'Infrastructure', 'Critical infrastructure',
            [
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('sector', models.TextField(blank=True, null=True)),
                ('designated', models.BooleanField(blank=True, null=True)),
                ('installs_critical_facility', models.BooleanField(blank=True, null=True)),
                ('outsources_maintenance', models.BooleanField(blank=True, null=True)),
                ('notified', models.BooleanField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_e1689a_idx'),
            ],
        ),
        statements(
            'ForeignAcquisition', 'Foreign acquisition',
            [
                ('investor', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('investor_country', models.CharField(blank=True, max_length=2)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('share_bp', models.BigIntegerField(blank=True, null=True)),
                ('before_bp', models.BigIntegerField(blank=True, null=True)),
                ('designated_sector', models.BooleanField(blank=True, null=True)),
                ('specified_investor', models.BooleanField(blank=True, null=True)),
                ('exemption_claimed', models.BooleanField(blank=True, null=True)),
                ('notified', models.BooleanField(blank=True, null=True)),
                ('on', models.DateField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['investor', 'superseded_at'], name='institution_investo_78f51d_idx'),
                models.Index(fields=['company', 'superseded_at'], name='institution_company_32c083_idx'),
            ],
        ),
        statements(
            'Clearance', 'Clearance',
            [
                ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('person', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party')),
                ('level', models.TextField(blank=True, null=True)),
                ('type', models.CharField(blank=True, max_length=40, null=True)),
                ('status', models.CharField(blank=True, max_length=40, null=True)),
                ('granted_on', models.DateField(blank=True, null=True)),
            ],
            [
                models.Index(fields=['company', 'superseded_at'], name='institution_company_383ad9_idx'),
                models.Index(fields=['person', 'superseded_at'], name='institution_person__d3e2c0_idx'),
            ],
        ),
    ]
