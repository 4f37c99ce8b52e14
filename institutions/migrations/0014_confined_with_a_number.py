"""Each gathering reads the confined parties that have a number: an index of these, and none of all confined ones."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0013_index_of_seals'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='party', name='party_confined'),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(
                condition=models.Q(
                    ('confined', True), models.Q(('corporate_number__isnull', False), ('lei__isnull', False), _connector='OR')
                ),
                fields=['id'],
                name='party_confined_numbers',
            ),
        ),
    ]
