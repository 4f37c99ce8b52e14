"""Owners are found in the indexes alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0008_identities'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='control',
            name='institution_company_36243b_idx',
        ),
        migrations.RemoveIndex(
            model_name='control',
            name='institution_control_12184f_idx',
        ),
        migrations.RemoveIndex(
            model_name='group',
            name='institution_company_cbed23_idx',
        ),
        migrations.RemoveIndex(
            model_name='group',
            name='institution_parent__66dc4b_idx',
        ),
        migrations.RemoveIndex(
            model_name='shareholding',
            name='institution_holder__d4fff0_idx',
        ),
        migrations.RemoveIndex(
            model_name='shareholding',
            name='institution_company_7028b9_idx',
        ),
        migrations.AlterField(
            model_name='party',
            name='same_as',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='also', to='institutions.party'),
        ),
        migrations.AddIndex(
            model_name='control',
            index=models.Index(fields=['company', 'superseded_at', 'controller', 'from_on', 'until_on', 'reach', 'partnership', 'imported', 'recorded_at'], name='control_owners'),
        ),
        migrations.AddIndex(
            model_name='control',
            index=models.Index(fields=['controller', 'superseded_at', 'company', 'from_on', 'until_on', 'reach', 'partnership', 'imported', 'recorded_at'], name='control_owned'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['company', 'superseded_at', 'parent', 'from_on', 'until_on', 'reach', 'partnership', 'imported', 'recorded_at'], name='group_owners'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(fields=['parent', 'superseded_at', 'company', 'from_on', 'until_on', 'reach', 'partnership', 'imported', 'recorded_at'], name='group_owned'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('same_as__isnull', False)), fields=['same_as', 'id'], name='party_same_as'),
        ),
        migrations.AddIndex(
            model_name='shareholding',
            index=models.Index(fields=['holder', 'superseded_at', 'company', 'from_on', 'until_on', 'reach', 'partnership', 'imported', 'recorded_at'], name='shareholding_owned'),
        ),
        migrations.AddIndex(
            model_name='shareholding',
            index=models.Index(fields=['company', 'superseded_at', 'holder', 'from_on', 'until_on', 'reach', 'partnership', 'imported', 'recorded_at'], name='shareholding_owners'),
        ),
    ]
