"""Samples of cleared cases, and triggers for write-once tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import AT_FIRST


def create_triggers(apps, schema_editor):
    for statement in written_once.create(schema_editor.connection, AT_FIRST):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop(schema_editor.connection, AT_FIRST):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0006_summaries'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
        ),
        migrations.CreateModel(
            name='SampledCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('stratum', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='SampleNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='acknowledgement',
            index=models.Index(fields=['at'], name='acknowledgement_by_moment'),
        ),
        migrations.AddIndex(
            model_name='casecondition',
            index=models.Index(fields=['at'], name='condition_by_moment'),
        ),
        migrations.AddIndex(
            model_name='casemove',
            index=models.Index(fields=['after', 'at'], name='move_by_state'),
        ),
        migrations.AddIndex(
            model_name='findingdecision',
            index=models.Index(fields=['at'], name='decision_by_moment'),
        ),
        migrations.AddField(
            model_name='auditsample',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sampledcase',
            name='move',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.casemove'),
        ),
        migrations.AddField(
            model_name='sampledcase',
            name='sample',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='rules.auditsample'),
        ),
        migrations.AddField(
            model_name='samplenote',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='samplenote',
            name='drawn',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='rules.sampledcase'),
        ),
        migrations.AddIndex(
            model_name='auditsample',
            index=models.Index(fields=['-at', '-id'], name='sample_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='auditsample',
            constraint=models.CheckConstraint(condition=models.Q(('from_on__lte', models.F('until_on'))), name='a_sample_has_a_period'),
        ),
        migrations.AddConstraint(
            model_name='auditsample',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='a_sample_has_a_size'),
        ),
        migrations.AddConstraint(
            model_name='sampledcase',
            constraint=models.UniqueConstraint(fields=('sample', 'position'), name='one_case_a_position'),
        ),
        migrations.AddConstraint(
            model_name='sampledcase',
            constraint=models.UniqueConstraint(fields=('sample', 'move'), name='a_clearing_is_drawn_once'),
        ),
        migrations.AddConstraint(
            model_name='samplenote',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_sampled_case_is_looked_at_with_a_note'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
