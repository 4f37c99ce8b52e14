"""The error of an assessment as a code beside its English words, and previews of erasures as jobs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0013_index_of_seals"),
        ("rules", "0010_packed_outcomes"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="error_said",
            field=models.JSONField(
                blank=True,
                null=True,
                help_text="code and parameters of the error; none of before there were codes",
            ),
        ),
    ]
