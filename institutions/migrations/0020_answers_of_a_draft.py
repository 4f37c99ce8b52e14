"""The answers of a draft that its document cannot say: no, and not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0014_confined_with_a_number"),
    ]

    operations = [
        migrations.AddField(
            model_name="formdraft",
            name="answers",
            field=models.JSONField(default=dict),
        ),
    ]
