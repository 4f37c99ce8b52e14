"""Indexes by which the lists of companies and of people come in the order of their countries and numbers."""

from django.db import migrations, models

OPEN = models.Q(same_as__isnull=True)


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0039_returns_of_jobs'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=OPEN, fields=['kind', 'country', 'name_ja', 'id'], name='party_by_country'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(same_as__isnull=True, corporate_number__isnull=False), fields=['kind', 'corporate_number', 'id'], name='party_by_number'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(same_as__isnull=True, lei__isnull=False), fields=['kind', 'lei', 'id'], name='party_by_lei'),
        ),
    ]
