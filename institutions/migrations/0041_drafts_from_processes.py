"""The published process that a draft was begun from."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0040_parties_by_column'),
    ]

    operations = [
        migrations.AddField(
            model_name='formdraft',
            name='begun_from',
            field=models.UUIDField(blank=True, help_text='the published process that filled it in', null=True),
        ),
    ]
