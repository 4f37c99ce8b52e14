"""Searches for possible matches of names as jobs, and the parties that they are about."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0041_drafts_from_processes'),
    ]

    operations = [
        migrations.CreateModel(
            name='NameSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('error', 'Error'), ('set_aside', 'Set Aside')], default='waiting', max_length=10)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('expired_leases', models.PositiveSmallIntegerField(default=0)),
                ('worker', models.CharField(blank=True, max_length=120)),
                ('error_said', models.JSONField(blank=True, help_text='why it failed, as a code', null=True)),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_at', models.DateTimeField(blank=True, help_text='when the workers were last told of a waiting row', null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, help_text='when it failed', null=True)),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.governmentbody')),
            ],
            options={
                'verbose_name_plural': 'name searches',
            },
        ),
        migrations.CreateModel(
            name='UnsearchedParty',
            fields=[
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='unsearched', serialize=False, to='institutions.party')),
                ('place', models.PositiveIntegerField(default=0)),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='institutions.namesearch')),
            ],
            options={
                'verbose_name_plural': 'unsearched parties',
            },
        ),
    ]
