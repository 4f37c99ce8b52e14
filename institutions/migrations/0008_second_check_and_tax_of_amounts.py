"""Contract 1.1: a second person's check of a declaration, and the basis of amounts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0007_submissions_written_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='award',
            name='tax',
            field=models.CharField(blank=True, max_length=40, null=True),
        ),
        migrations.AddField(
            model_name='bid',
            name='tax',
            field=models.CharField(blank=True, max_length=40, null=True),
        ),
        migrations.AddField(
            model_name='call',
            name='tax',
            field=models.CharField(blank=True, max_length=40, null=True),
        ),
        migrations.AddField(
            model_name='declaration',
            name='verified_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='verified_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(fields=['verified_by', 'superseded_at'], name='institution_verifie_e0e7ed_idx'),
        ),
    ]
