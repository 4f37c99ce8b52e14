"""Words of contract 1.1: the ground of an exclusion and the body that made it, and exemptions of investors."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("institutions", "0003_parties_of_restricted_partnerships"),
    ]

    operations = [
        migrations.AddField(
            model_name='foreignacquisition',
            name='certified_fund',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='foreignacquisition',
            name='core_sector',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='foreignacquisition',
            name='state_owned_investor',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='listing',
            name='body',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.party'),
        ),
        migrations.AddField(
            model_name='listing',
            name='ground',
            field=models.CharField(blank=True, max_length=40, null=True),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['body', 'superseded_at'], name='institution_body_id_de14b1_idx'),
        ),
    ]
