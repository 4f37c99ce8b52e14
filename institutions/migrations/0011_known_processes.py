"""Contracting processes as they were last read, by the hash of their text."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0010_awarded_submissions"),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownProcess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="institutions.collection",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="institutions.import"
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="institutions.submission"
                    ),
                ),
            ],
            options={"verbose_name_plural": "known processes"},
        ),
        migrations.AddIndex(
            "knownprocess", models.Index(fields=["collection", "sha256"], name="known_process_by_text")
        ),
    ]
