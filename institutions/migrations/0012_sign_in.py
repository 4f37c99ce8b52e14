"""Who reads secret partnerships, which these are, accounts at an organisation's server, and the shared cache."""

import django.core.management
from django.db import migrations, models

CACHE = "policyengine_cache"
SECRET = ("critical_economic_security_information", "defence", "patent_preservation")


def mark(apps, schema_editor):
    submissions = apps.get_model("institutions", "Submission").objects.filter(superseded_at__isnull=True)
    secret = [each for each, marked in submissions.values_list("partnership", "document__secrecy") if marked in SECRET]
    apps.get_model("institutions", "Partnership").objects.filter(pk__in=secret).update(secret=True)


def make_cache(apps, schema_editor):
    django.core.management.call_command(
        "createcachetable", CACHE, database=schema_editor.connection.alias, verbosity=0
    )


def drop_cache(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(CACHE)}")


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0011_ended_records'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='reads_secret',
            field=models.BooleanField(default=False, verbose_name='Reads secret partnerships'),
        ),
        migrations.AddField(
            model_name='account',
            name='external_id',
            field=models.CharField(blank=True, default='', max_length=255, verbose_name="Name at the organisation's server"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='account',
            name='sessions_ended',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='account',
            name='is_active',
            field=models.BooleanField(default=True, verbose_name='May sign in'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('external_id',), name='one_account_an_external_id'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='secret',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name='partnership',
            index=models.Index(condition=models.Q(('secret', True)), fields=['id'], name='secret_partnerships'),
        ),
        migrations.RunPython(make_cache, drop_cache),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
