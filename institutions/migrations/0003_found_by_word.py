"""Measures are found by their domain, investments by their country: those that no party of a case is named in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0002_statements'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='investment',
            index=models.Index(fields=['country', 'superseded_at'], name='institution_country_5737f6_idx'),
        ),
        migrations.AddIndex(
            model_name='measure',
            index=models.Index(fields=['domain', 'superseded_at'], name='institution_domain_5201c3_idx'),
        ),
    ]
