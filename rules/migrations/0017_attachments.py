"""Files attached to cases and to records of hearings."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

OF_FILES = {name: TABLES[name] for name in ('rules_attachment', 'rules_attachmentcontent')}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, OF_FILES):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, OF_FILES):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0020_answers_of_a_draft'),
        ('rules', '0025_dashboard_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('reviewers', 'Reviewers'), ('submitting_body', 'Submitting body and reviewers'), ('person_concerned', 'Person concerned and reviewers')], max_length=16)),
                ('name', models.CharField(help_text='name of the file, ending as its kind does', max_length=200)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word document'), ('xlsx', 'Excel workbook'), ('pptx', 'PowerPoint presentation'), ('png', 'PNG picture'), ('jpeg', 'JPEG picture')], max_length=4)),
                ('size', models.PositiveIntegerField(help_text='bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('scanned', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='rules.reviewcase')),
                ('hearing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='rules.hearing')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.person')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AttachmentContent',
            fields=[
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='content', serialize=False, to='rules.attachment')),
                ('content', models.BinaryField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(fields=['case', 'at'], name='attachment_by_case'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'person_concerned'), ('person__isnull', False)), models.Q(models.Q(('audience', 'person_concerned'), _negated=True), ('person__isnull', True)), _connector='OR'), name='an_attachment_for_a_person_names_them'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('size__gt', 0)), name='an_attachment_has_a_name_and_bytes'),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
