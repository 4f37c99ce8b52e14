"""The releases that a published process was compiled from, so that later and earlier ones can be merged with them."""

import rules.models.packing.columns
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0050_answers_to_what_was_asked'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedprocess',
            name='releases',
            field=rules.models.packing.columns.PackedJson(dictionaries=(), null=True),
        ),
    ]
