"""Commissions, their sittings, and what is written once of these."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_SITTINGS = {
    f"rules_{name}": TABLES[f"rules_{name}"]
    for name in (
        "itemchoice", "itemproposal", "itemwithdrawal", "minuteentry", "sittingact", "sittingitem", "tiedeclaration"
    )
}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_SITTINGS):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_SITTINGS):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0037_commission_members'),
        ('rules', '0040_adopted_rulebooks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Commission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(help_text='who set it up', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CommissionMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('occupation', models.CharField(help_text='such as lawyer, as in the public report', max_length=120)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(blank=True, help_text='since then the account reads nothing here', null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('commission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='rules.commission')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(help_text='the first day of the period')),
                ('until_on', models.DateField(help_text='the last day of the period')),
                ('size', models.PositiveIntegerField(help_text='contracts that are proposed')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('queued', 'Waiting to be read'), ('running', 'Being read and screened'), ('done', 'Contracts read'), ('error', 'Not read'), ('set_aside', 'Set aside')], default='queued', max_length=10)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('expired_leases', models.PositiveSmallIntegerField(default=0)),
                ('worker', models.CharField(blank=True, max_length=120)),
                ('error_said', models.JSONField(blank=True, help_text='code and parameters of each error', null=True)),
                ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a queued row', null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('done', models.PositiveIntegerField(default=0, help_text='contracts screened so far')),
                ('total', models.PositiveIntegerField(default=0)),
                ('summary', models.JSONField(default=dict, help_text='what was left out, and what could not be assessed')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('commission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='rules.commission')),
            ],
            options={
                'ordering': ['-begun_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SittingAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('fixed', 'Contracts fixed'), ('drawn', 'Drawn'), ('chosen', 'Choice settled'), ('published', 'Report published'), ('cancelled', 'Cancelled')], max_length=10)),
                ('content', models.JSONField(default=dict)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='rules.sitting')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SittingFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('form', models.CharField(max_length=20)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField(help_text='packed with zlib', null=True)),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='rules.sitting')),
            ],
            options={
                'ordering': ['sitting', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SittingItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='from 1 in its sitting')),
                ('key', models.CharField(max_length=64)),
                ('facts', models.JSONField(help_text='identifier, day, title, other party, amount, method, bidders')),
                ('screened', models.JSONField(help_text='outcomes, findings and missing data by rule')),
                ('partnership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='rules.sitting')),
            ],
            options={
                'ordering': ['sitting', 'number'],
            },
        ),
        migrations.CreateModel(
            name='MinuteEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('question', 'Question'), ('answer', 'Answer'), ('opinion', 'Opinion'), ('follow_up', 'Follow-up')], max_length=10)),
                ('result', models.CharField(blank=True, choices=[('none', 'No opinion'), ('opinion', 'Opinion stated'), ('request', 'Request to improve')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='rules.minuteentry')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='rules.sittingitem')),
            ],
            options={
                'ordering': ['item', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ItemWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.commissionmember')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='rules.sittingitem')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ItemProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(help_text='from 1 in its sitting, those drawn at random first')),
                ('way', models.CharField(choices=[('random', 'drawn at random'), ('yield', 'proposed for its findings')], max_length=10)),
                ('codes', models.JSONField(default=list, help_text='the rules for which it is proposed; of a random draw, none')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='rules.sittingitem')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='ItemChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='from 1 for its contract')),
                ('chosen', models.BooleanField()),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.commissionmember')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='rules.sittingitem')),
            ],
            options={
                'ordering': ['item', 'number'],
            },
        ),
        migrations.CreateModel(
            name='TieDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.commissionmember')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='rules.sitting')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='commission',
            constraint=models.UniqueConstraint(fields=('body', 'name'), name='one_commission_a_name'),
        ),
        migrations.AddConstraint(
            model_name='commission',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_commission_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='commissionmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('commission', 'account'), name='one_seat_a_member'),
        ),
        migrations.AddConstraint(
            model_name='commissionmember',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_member_has_a_name'),
        ),
        migrations.AddIndex(
            model_name='sitting',
            index=models.Index(fields=['state', 'begun_at'], name='sitting_by_state'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('until_on'))), name='a_sitting_has_a_period'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='a_sitting_looks_at_something'),
        ),
        migrations.AddConstraint(
            model_name='sittingact',
            constraint=models.UniqueConstraint(fields=('sitting', 'act'), name='an_act_once_a_sitting'),
        ),
        migrations.AddConstraint(
            model_name='sittingitem',
            constraint=models.UniqueConstraint(fields=('sitting', 'number'), name='one_item_a_number'),
        ),
        migrations.AddConstraint(
            model_name='sittingitem',
            constraint=models.UniqueConstraint(fields=('sitting', 'key'), name='one_item_a_key'),
        ),
        migrations.AddConstraint(
            model_name='minuteentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sort', 'opinion'), models.Q(('result', ''), _negated=True)), models.Q(models.Q(('sort', 'opinion'), _negated=True), ('result', '')), _connector='OR'), name='opinions_alone_have_a_result'),
        ),
        migrations.AddConstraint(
            model_name='minuteentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('result', 'none'), _connector='OR'), name='a_minute_says_something'),
        ),
        migrations.AddConstraint(
            model_name='itemwithdrawal',
            constraint=models.UniqueConstraint(fields=('item', 'member'), name='one_withdrawal_a_member'),
        ),
        migrations.AddConstraint(
            model_name='itemwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_item_is_left_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='itemchoice',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='one_choice_a_number'),
        ),
        migrations.AddConstraint(
            model_name='itemchoice',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_choice_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='tiedeclaration',
            constraint=models.UniqueConstraint(fields=('sitting', 'member'), name='one_declaration_a_sitting'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
