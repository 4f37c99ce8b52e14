"""Indexes of results that nothing needs go.

Hashes of snapshots and rulebooks are looked up whole: on PostgreSQL, Django makes a second index for searches by the
beginning of each key that is a text. And the partnership of an assessment or finding comes first in another index.
"""

import django.db.models.deletion
from django.db import migrations, models

BY_BEGINNING = 'rules_snapshot_sha256_dddb2ffc_like'


def drop_index_by_beginning(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(f'DROP INDEX IF EXISTS {BY_BEGINNING}')


def make_index_by_beginning(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(f'CREATE INDEX {BY_BEGINNING} ON rules_snapshot (sha256 varchar_pattern_ops)')


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0015_screening_ranges'),
    ]

    operations = [
        migrations.RunPython(drop_index_by_beginning, make_index_by_beginning),
        migrations.AlterField(
            model_name='assessment',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='institutions.partnership'),
        ),
        migrations.AlterField(
            model_name='finding',
            name='partnership',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='institutions.partnership'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='rulebook',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='rules.rulebookversion'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='snapshot',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='rules.snapshot'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['rulebook'], name='assessment_by_rulebook'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['snapshot'], name='assessment_by_snapshot'),
        ),
    ]
