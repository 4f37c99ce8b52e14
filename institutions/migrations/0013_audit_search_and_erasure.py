"""Indexes for searching the audit trail, and erasures. SQLite makes the table of events anew: so are its triggers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.audit import triggers, written_once


def create_triggers(apps, schema_editor):
    connection = schema_editor.connection
    for statement in (*triggers.drop(connection.vendor), *triggers.create(connection.vendor)):
        schema_editor.execute(statement)
    for statement in written_once.create(connection, written_once.OWN):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop(schema_editor.connection, written_once.OWN):
        schema_editor.execute(statement)


def create_again(apps, schema_editor):
    """Going back, SQLite makes the table of events anew too."""
    vendor = schema_editor.connection.vendor
    for statement in (*triggers.drop(vendor), *triggers.create(vendor)):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0012_sign_in'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, create_again),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('redactions', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of_table', models.CharField(max_length=63)),
                ('of_row', models.CharField(max_length=64)),
                ('of_column', models.CharField(max_length=63)),
                ('before', models.CharField(max_length=64)),
                ('after', models.CharField(max_length=64)),
                ('applied', models.BooleanField(default=False)),
            ],
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='actor',
            field=models.CharField(max_length=100),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='at',
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='object',
            field=models.CharField(max_length=100),
        ),
        migrations.AlterField(
            model_name='auditevent',
            name='verb',
            field=models.CharField(max_length=40),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['-at', '-id'], name='event_newest'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['actor', '-at', '-id'], name='event_by_actor'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['verb', '-at', '-id'], name='event_by_verb'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['object', '-at', '-id'], name='event_by_object'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['chain', '-at', '-id'], name='event_by_chain'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(condition=models.Q(('request_id', ''), _negated=True), fields=['request_id', '-at', '-id'], name='event_by_request'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasure',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='institutions.party'),
        ),
        migrations.AddField(
            model_name='redaction',
            name='erasure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='institutions.erasure'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_erasure_has_a_reason'),
        ),
        migrations.AddIndex(
            model_name='redaction',
            index=models.Index(fields=['of_table', 'of_row', 'of_column'], name='redactions_of_a_row'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.UniqueConstraint(fields=('erasure', 'of_table', 'of_row', 'of_column'), name='one_redaction_a_column'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
