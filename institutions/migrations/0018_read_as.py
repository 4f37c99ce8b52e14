"""A preview says how the first records were read, and an import what is noted of its file as a whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0015_named_role"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="notes",
            field=models.JSONField(default=list, help_text="what is noted of the file as a whole: {field, message}"),
        ),
        migrations.AddField(
            model_name="importoutcome",
            name="read",
            field=models.JSONField(default=list),
        ),
    ]
