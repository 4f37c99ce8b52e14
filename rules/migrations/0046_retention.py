"""Legal holds, checks of retention, and the triggers of a case's tables, which let a disposal through."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import DISPOSABLE, TABLES

MADE_AGAIN = {name: TABLES[name] for name in sorted(DISPOSABLE)}


def make_triggers(apps, schema_editor):
    connection = schema_editor.connection
    for statement in (
        *written_once.drop_once_triggers(connection, MADE_AGAIN),
        *written_once.create_once_triggers(connection, MADE_AGAIN),
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0038_disposals'),
        ('rules', '0045_previews_of_reorganisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_because', models.TextField(blank=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_hold_has_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False), models.Q(('lifted_by', models.F('account')), _negated=True)), _connector='OR'), name='another_account_lifts_a_hold'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HeldCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
                ('hold', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='rules.legalhold')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hold', 'partnership'), name='one_case_a_hold')],
            },
        ),
        migrations.CreateModel(
            name='RetentionCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('transfer', 'Transfer to the National Archives'), ('destroy', 'Disposal')], max_length=8)),
                ('retained_until', models.DateField()),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_retention_check_has_a_reason')],
            },
        ),
        migrations.RunPython(make_triggers, migrations.RunPython.noop),
    ]
