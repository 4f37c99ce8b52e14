"""Trials of drafts of rulebooks, with their counts by body and the cases that they drew."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0021_parts_of_names'),
        ('rules', '0035_rulebook_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RulebookTrial',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(help_text='the newest one that it tries; 0 for the base itself')),
                ('base', models.CharField(help_text='the version that the draft rested on', max_length=64)),
                ('asked', models.JSONField(default=dict)),
                ('seed', models.CharField(max_length=32)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('error', 'Error'), ('set_aside', 'Set aside')], default='queued', max_length=10)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('expired_leases', models.PositiveSmallIntegerField(default=0)),
                ('worker', models.CharField(blank=True, max_length=120)),
                ('error_said', models.JSONField(blank=True, help_text='code and parameters of the error', null=True)),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a queued row', null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('generation', models.PositiveBigIntegerField(blank=True, help_text='of the fact store', null=True)),
                ('screened', models.PositiveIntegerField(default=0, help_text='cases so far')),
                ('cases', models.PositiveIntegerField(default=0)),
                ('summary', models.JSONField(default=dict, help_text='the rules that it evaluated')),
                ('seconds', models.FloatField(default=0.0)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='rules.rulebookdraft')),
            ],
            options={
                'ordering': ['-requested_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TrialCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(help_text='SHA-256 of seed and partnership: the lowest are shown', max_length=64)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.partnership')),
                ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drawn', to='rules.rulebooktrial')),
            ],
            options={
                'ordering': ['trial', 'place'],
            },
        ),
        migrations.CreateModel(
            name='TrialPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.BooleanField()),
                ('cases', models.PositiveIntegerField()),
                ('counts', models.JSONField(help_text='findings, outcomes, missing data and points of the curve')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
                ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='rules.rulebooktrial')),
            ],
        ),
        migrations.AddIndex(
            model_name='rulebooktrial',
            index=models.Index(fields=['state', 'requested_at'], name='trial_by_state'),
        ),
        migrations.AddConstraint(
            model_name='rulebooktrial',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'running'])), fields=('draft',), name='one_open_trial_of_a_draft'),
        ),
        migrations.AddConstraint(
            model_name='trialcase',
            constraint=models.UniqueConstraint(fields=('trial', 'partnership'), name='one_drawn_case'),
        ),
        migrations.AddConstraint(
            model_name='trialpart',
            constraint=models.UniqueConstraint(fields=('trial', 'submitted_by', 'secret'), name='one_part_of_a_trial'),
        ),
    ]
