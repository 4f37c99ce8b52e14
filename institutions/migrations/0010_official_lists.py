"""Official lists and their editions."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0009_ownership_index")]

    operations = [
        migrations.CreateModel(
            name="OfficialList",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("word", models.CharField(max_length=40)),
                ("publisher", models.CharField(blank=True, max_length=200)),
                (
                    "collection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official_list",
                        to="institutions.collection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("word", "publisher"), name="one_list_a_publisher"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField()),
                ("title", models.CharField(max_length=500)),
                ("publisher", models.CharField(max_length=200)),
                ("url", models.CharField(max_length=2000)),
                ("entries", models.PositiveIntegerField()),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("ended", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                ("taken_at", models.DateTimeField()),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition",
                        to="institutions.import",
                    ),
                ),
                (
                    "official_list",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="institutions.officiallist",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["official_list", "-as_of", "-taken_at"], name="edition_newest_first"),
                ],
            },
        ),
    ]
