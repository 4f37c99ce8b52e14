"""The partnership that the draft of a published process became, whatever its reference."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rules', '0048_ties_of_members'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedprocess',
            name='registered_as',
            field=models.UUIDField(blank=True, help_text='the partnership that its draft became', null=True),
        ),
    ]
