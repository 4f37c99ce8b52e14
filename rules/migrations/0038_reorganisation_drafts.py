"""Drafts of reorganisations of government, and their revisions, which are written once."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_DRAFTS = {name: TABLES[name] for name in ('rules_reorganisationrevision',)}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_DRAFTS):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_DRAFTS):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0036_planner_role'),
        ('rules', '0036_rulebook_trials'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReorganisationDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(help_text='of the newest revision', max_length=200)),
                ('revision', models.PositiveIntegerField(default=1, help_text='the number of the newest one')),
                ('state', models.CharField(choices=[('checked', 'Checked'), ('refused', 'With errors'), ('enacted', 'Enacted'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(blank=True, help_text='who owns it; none: its body', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(blank=True, help_text='whose system sent it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.reorganisationdraft')),
            ],
            options={
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ReorganisationRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='from 1 within its draft')),
                ('document', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('base', models.CharField(blank=True, help_text='empty where the document was refused', max_length=64)),
                ('errors', models.JSONField(default=list, help_text='why it was refused: place, code and parameters')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='rules.reorganisationdraft')),
            ],
            options={
                'ordering': ['draft', 'number'],
            },
        ),
        migrations.AddConstraint(
            model_name='reorganisationdraft',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('account__isnull', False)), fields=('account', 'reference'), name='one_reorganisation_of_an_account'),
        ),
        migrations.AddConstraint(
            model_name='reorganisationdraft',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('body__isnull', False)), fields=('body', 'reference'), name='one_reorganisation_of_a_body'),
        ),
        migrations.AddConstraint(
            model_name='reorganisationdraft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', False), ('body__isnull', True)), models.Q(('account__isnull', True), ('body__isnull', False)), _connector='OR'), name='a_reorganisation_has_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='reorganisationdraft',
            constraint=models.CheckConstraint(condition=models.Q(('reference', ''), _negated=True), name='a_reorganisation_has_a_reference'),
        ),
        migrations.AddConstraint(
            model_name='reorganisationrevision',
            constraint=models.UniqueConstraint(fields=('draft', 'number'), name='one_revision_of_a_reorganisation'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
