"""Drafts of rulebooks and their revisions, which are written once."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_DRAFTS = {name: TABLES[name] for name in ('rules_draftrevision',)}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_DRAFTS):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_DRAFTS):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0034_answers_declared_open'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RulebookDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(blank=True, help_text='when it was closed: it is only read since', null=True)),
                ('account', models.ForeignKey(help_text='who began it', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.rulebookversion')),
            ],
            options={
                'ordering': ['-begun_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DraftRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='from 1 within its draft')),
                ('path', models.CharField(help_text='as in the folder of the rulebook', max_length=120)),
                ('text', models.TextField(blank=True)),
                ('removed', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='rules.rulebookdraft')),
            ],
            options={
                'ordering': ['draft', 'number'],
            },
        ),
        migrations.AddConstraint(
            model_name='rulebookdraft',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('name',), name='one_open_draft_of_a_name'),
        ),
        migrations.AddConstraint(
            model_name='rulebookdraft',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_draft_of_a_rulebook_has_a_name'),
        ),
        migrations.AddIndex(
            model_name='draftrevision',
            index=models.Index(fields=['draft', 'path', '-number'], name='revision_by_file'),
        ),
        migrations.AddConstraint(
            model_name='draftrevision',
            constraint=models.UniqueConstraint(fields=('draft', 'number'), name='one_revision_of_a_number'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
