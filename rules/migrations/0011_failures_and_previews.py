"""The error of an assessment as a code beside its English words, and previews of erasures as jobs."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

STATES = [
    ("queued", "Queued"),
    ("running", "Running"),
    ("done", "Done"),
    ("error", "Error"),
    ("set_aside", "Set aside"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0013_index_of_seals"),
        ("rules", "0010_packed_outcomes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # It may be empty: SQLite then adds it without making the table anew, and keeps its triggers.
        migrations.AddField(
            model_name="assessment",
            name="error_said",
            field=models.JSONField(
                blank=True,
                null=True,
                help_text="code and parameters of the error; none of before there were codes",
            ),
        ),
        migrations.CreateModel(
            name="ErasurePreview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(choices=STATES, default="queued", max_length=10)),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("expired_leases", models.PositiveSmallIntegerField(default=0)),
                ("worker", models.CharField(blank=True, max_length=120)),
                (
                    "error_said",
                    models.JSONField(blank=True, help_text="code and parameters of the error", null=True),
                ),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, help_text="when the workers were last told of a queued row", null=True
                    ),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("searched", models.PositiveIntegerField(default=0, help_text="rows so far")),
                (
                    "rows",
                    models.PositiveIntegerField(default=0, help_text="to be searched; 0 until they are counted"),
                ),
                ("found", models.JSONField(blank=True, null=True)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "requested_at"], name="preview_by_state"),
                    models.Index(fields=["person", "account", "-finished_at"], name="preview_by_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(state__in=["queued", "running"]),
                        fields=("account", "person"),
                        name="one_open_preview_a_person",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(state="done")
                        | (models.Q(found__isnull=False) & ~models.Q(fingerprint="")),
                        name="a_finished_preview_lists_what_was_found",
                    ),
                ],
            },
        ),
    ]
