"""Tables of the questions of stored results, and of changes that running assessments may have missed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0001_initial'),
        ('rules', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AskedPlaces',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('places', models.JSONField()),
            ],
            options={
                'verbose_name_plural': 'asked places',
            },
        ),
        migrations.CreateModel(
            name='NotedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, help_text='what was recorded or superseded then')),
                ('touch', models.JSONField(help_text='rules.facts.gathering.touch')),
            ],
        ),
        migrations.CreateModel(
            name='Asking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('known_at', models.DateTimeField()),
                ('sponsor', models.CharField(max_length=40)),
                ('domain', models.CharField(max_length=40)),
                ('object', models.CharField(max_length=40)),
                ('before', models.DateField()),
                ('calls_since', models.DateField(blank=True, null=True)),
                ('awards_since', models.DateField()),
                ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='asking', to='institutions.partnership')),
            ],
            options={
                'verbose_name_plural': 'askings',
            },
        ),
        migrations.CreateModel(
            name='AskedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(max_length=100)),
                ('places', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.askedplaces')),
                ('asking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='rules.asking')),
            ],
        ),
        migrations.AddIndex(
            model_name='asking',
            index=models.Index(fields=['sponsor', 'domain'], name='asking_by_domain'),
        ),
        migrations.AddConstraint(
            model_name='askedvalue',
            constraint=models.UniqueConstraint(fields=('value', 'places', 'asking'), name='asked_value_once'),
        ),
    ]
