"""What a complete file no longer has is an outcome of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0009_ownership_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="ended",
            field=models.BigIntegerField(default=0, help_text="records that a complete file no longer has"),
        ),
        migrations.AlterField(
            model_name="importoutcome",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("added", "Added"),
                    ("changed", "Changed"),
                    ("unchanged", "Unchanged"),
                    ("refused", "Refused"),
                    ("ended", "Ended"),
                ],
                max_length=10,
            ),
        ),
    ]
