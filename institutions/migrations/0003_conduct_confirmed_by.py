"""Who has checked the evidence of an act of an official."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0002_statements'),
    ]

    operations = [
        migrations.AddField(
            model_name='conduct',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party'),
        ),
        migrations.AddIndex(
            model_name='conduct',
            index=models.Index(fields=['confirmed_by', 'superseded_at'], name='institution_confirm_059ce5_idx'),
        ),
    ]
