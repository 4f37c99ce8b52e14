"""Filters of lists that an account saves under a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PAGES = ("partnerships", "findings", "companies", "people")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("rules", "0026_parts_of_titles"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.CharField(choices=[(each, each) for each in PAGES], max_length=20)),
                ("name", models.CharField(max_length=60)),
                ("given", models.JSONField(help_text="parameters of the address")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "page", "name"), name="one_saved_filter_a_name")
                ],
            },
        ),
    ]
