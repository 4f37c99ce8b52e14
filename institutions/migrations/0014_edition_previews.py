"""What an edition of an official list would do, as it is shown before it is taken."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0013_audit_search_and_erasure"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditionPreview",
            fields=[
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="preview",
                        serialize=False,
                        to="institutions.import",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("again", models.BooleanField(default=False)),
                ("nothing", models.BooleanField(default=False, help_text="the same edition is held already")),
                ("held_as_of", models.DateField(blank=True, null=True)),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("ended", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField(help_text="rows with a trouble")),
                ("refusals", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("touched", models.JSONField(default=list)),
                ("possible", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="PreviewedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("line", models.PositiveIntegerField(help_text="of the file; 0 where it no longer has the entry")),
                (
                    "outcome",
                    models.CharField(
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
                ("record", models.CharField(blank=True, max_length=200)),
                ("name", models.TextField(blank=True)),
                ("from_on", models.DateField(blank=True, null=True)),
                ("until_on", models.DateField(blank=True, null=True)),
                ("differs", models.JSONField(default=list)),
                ("errors", models.JSONField(default=list)),
                ("leads", models.JSONField(default=list)),
                ("has_leads", models.BooleanField(default=False)),
                (
                    "preview",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="institutions.editionpreview",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "previewed entries",
                "indexes": [models.Index(fields=["preview", "outcome", "number"], name="previewed_by_outcome")],
                "constraints": [models.UniqueConstraint(fields=("preview", "number"), name="one_previewed_entry")],
            },
        ),
    ]
