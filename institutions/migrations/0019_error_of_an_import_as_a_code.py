"""The error of a failed import as a code with parameters, beside its English words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0018_read_as"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="error_said",
            field=models.JSONField(
                default=dict, help_text="code and parameters of the error; empty where it is of before there were codes"
            ),
        ),
    ]
