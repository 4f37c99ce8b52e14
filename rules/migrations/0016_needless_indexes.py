"""Indexes of results that nothing needs go.

Hashes of snapshots and rulebooks are looked up whole: on PostgreSQL, Django makes a second index for searches by the
beginning of each key that is a text. And the partnership of an assessment or finding comes first in another index.

The indexes are dropped by name. Django's own change of a field to one without an index drops every index of its column
alone on PostgreSQL, also the unique one that lets a partnership have one queued assessment.
"""

import django.db.models.deletion
from django.db import migrations, models

BY_BEGINNING = 'rules_snapshot_sha256_dddb2ffc_like'
MADE_BY_DJANGO = (
    ('assessment', 'partnership'), ('assessment', 'rulebook'), ('assessment', 'snapshot'), ('finding', 'partnership'),
)


def drop_index_by_beginning(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(f'DROP INDEX IF EXISTS {BY_BEGINNING}')


def make_index_by_beginning(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(f'CREATE INDEX {BY_BEGINNING} ON rules_snapshot (sha256 varchar_pattern_ops)')


def columns_of(apps):
    for model, field in MADE_BY_DJANGO:
        of = apps.get_model('rules', model)
        yield of, of._meta.get_field(field)


def drop_indexes(apps, schema_editor):
    for model, field in columns_of(apps):
        table = model._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            found = schema_editor.connection.introspection.get_constraints(cursor, table)
        for name, about in found.items():
            made = name.startswith(f'{table}_{field.column}_')
            if made and about['index'] and not about['unique'] and about['columns'] == [field.column]:
                schema_editor.execute(f'DROP INDEX {schema_editor.quote_name(name)}')


def make_indexes(apps, schema_editor):
    for model, field in columns_of(apps):
        schema_editor.execute(schema_editor._create_index_sql(model, fields=[field]))


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0015_screening_ranges'),
    ]

    operations = [
        migrations.RunPython(drop_index_by_beginning, make_index_by_beginning),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop_indexes, make_indexes)],
            state_operations=[
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
            ],
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
