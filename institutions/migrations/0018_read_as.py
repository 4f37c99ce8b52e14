"""The reading of the first records, notes on a file as a whole, and reasons why owners of a company are not stated."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0017_refusals_and_dates_of_records"),
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
        migrations.CreateModel(
            name="UnstatedOwner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=100)),
                ("description", models.CharField(blank=True, max_length=500)),
                ("statement", models.CharField(max_length=500)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.party"
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.importedrecord"
                    ),
                ),
            ],
        ),
    ]
