"""Disposals of cases after their retention, and the triggers that let them through."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once

MADE_AGAIN = {name: written_once.LATER[name] for name in written_once.EMPTIABLE}


def make_triggers(apps, schema_editor):
    connection = schema_editor.connection
    for statement in (
        *written_once.drop_once_triggers(connection, MADE_AGAIN),
        *written_once.create_once_triggers(connection, MADE_AGAIN | written_once.OF_DISPOSALS),
    ):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, MADE_AGAIN | written_once.OF_DISPOSALS):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0037_commission_members'),
    ]

    operations = [
        migrations.AddField(
            model_name='partnership',
            name='disposed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('transfer', 'Transfer to the National Archives'), ('destroy', 'Disposal')], max_length=8)),
                ('retained_until', models.DateField()),
                ('basis', models.TextField()),
                ('package_sha256', models.CharField(blank=True, max_length=64)),
                ('rows', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='disposal', to='institutions.partnership')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='a_disposal_has_a_basis'),
                    models.CheckConstraint(condition=models.Q(models.Q(('measure', 'transfer'), _negated=True), models.Q(('package_sha256', ''), _negated=True), _connector='OR'), name='a_transfer_has_a_package'),
                    models.CheckConstraint(condition=models.Q(('checked_by', models.F('account')), _negated=True), name='another_account_disposes_of_a_case'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DisposedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of_table', models.CharField(max_length=126)),
                ('of_row', models.CharField(max_length=64)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('disposal', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='removed', to='institutions.disposal')),
            ],
            options={
                'indexes': [models.Index(fields=['disposal'], name='rows_of_a_disposal')],
                'constraints': [models.UniqueConstraint(fields=('of_table', 'of_row'), name='one_disposal_a_row')],
            },
        ),
        migrations.RunPython(make_triggers, drop_triggers, elidable=False),
    ]
