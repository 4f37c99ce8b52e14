"""Counts of jobs that outages returned, and the moments of sweeps."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0038_disposals'),
    ]

    operations = [
        migrations.CreateModel(
            name='JobSweep',
            fields=[
                ('task', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='JobReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=60)),
                ('job', models.CharField(help_text='key of its row', max_length=40)),
                ('times', models.PositiveSmallIntegerField(default=0)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('task', 'job'), name='one_count_of_returns_a_job')],
            },
        ),
    ]
