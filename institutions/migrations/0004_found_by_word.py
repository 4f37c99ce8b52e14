"""Measures, disputes and markets are found by their domain, investments by their country."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0003_conduct_confirmed_by'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(fields=['domain', 'superseded_at'], name='institution_domain_473159_idx'),
        ),
        migrations.AddIndex(
            model_name='investment',
            index=models.Index(fields=['country', 'superseded_at'], name='institution_country_5737f6_idx'),
        ),
        migrations.AddIndex(
            model_name='market',
            index=models.Index(fields=['domain', 'superseded_at'], name='institution_domain_038198_idx'),
        ),
        migrations.AddIndex(
            model_name='marketknown',
            index=models.Index(fields=['domain', 'superseded_at'], name='institution_domain_a52b38_idx'),
        ),
        migrations.AddIndex(
            model_name='measure',
            index=models.Index(fields=['domain', 'superseded_at'], name='institution_domain_5201c3_idx'),
        ),
    ]
