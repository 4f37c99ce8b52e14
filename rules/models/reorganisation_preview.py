"""A preview of a reorganisation over the register: a job in ranges, which stores nothing in cases."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, Partnership
from rules.models.reorganisation_draft import ReorganisationDraft
from rules.models.screening_range import RangeState


class WholePreviewState(models.TextChoices):
    """The state of a preview."""

    COMPUTING = "computing", pgettext_lazy("preview", "Being computed")
    DONE = "done", pgettext_lazy("preview", "Done")
    ERROR = "error", pgettext_lazy("preview", "Error")
    STOPPED = "stopped", pgettext_lazy("preview", "Stopped")


class ReorganisationPreview(models.Model):
    """The effect of a document on the register as it was known at a moment. A draft has one that is being computed.

    `answer` is the part on the organisation, `base` the digest that it rests on. Of `one_in` partnerships whose facts
    differ one, drawn by `seed`, is answered by the case evaluators too. Without a draft the command line asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(ReorganisationDraft, models.PROTECT, null=True, blank=True, related_name="previews")
    revision = models.PositiveIntegerField(default=0, help_text="of the draft")
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", help_text="who is told when it is done"
    )
    document = models.JSONField()
    base = models.CharField(max_length=64)
    rulebook = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    seed = models.CharField(max_length=32)
    one_in = models.PositiveIntegerField()

    state = models.CharField(max_length=10, choices=WholePreviewState, default=WholePreviewState.COMPUTING)
    touched = models.PositiveIntegerField(default=0, help_text="partnerships that are derived anew")
    sampled = models.PositiveIntegerField(default=0, help_text="those that the case evaluators answered too")
    error_said = models.JSONField(null=True, blank=True, help_text="code and parameters of the error")
    known_at = models.DateTimeField(default=timezone.now, help_text="the register is read as it was known then")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-known_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state="computing"), name="one_open_preview_of_a_reorganisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class PreviewRange(models.Model):
    """Some partnerships of one preview: a job that any worker may take. The row goes when the preview is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    preview = models.ForeignKey(ReorganisationPreview, models.CASCADE, related_name="ranges")
    number = models.PositiveIntegerField()
    partnerships = models.JSONField(help_text="their ids")
    cases = models.PositiveIntegerField()

    state = models.CharField(max_length=10, choices=RangeState, default=RangeState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a waiting row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    sampled = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["preview", "number"]
        constraints = [
            models.UniqueConstraint(fields=["preview", "number"], name="one_preview_range_of_a_number"),
        ]
        indexes = [models.Index(fields=["state", "requested_at"], name="preview_range_by_state")]

    def __str__(self) -> str:
        return f"{self.preview_id}: {self.number} ({self.state})"


class PreviewedCase(models.Model):
    """One partnership of a preview: what the draft does to it, as `rules.reorganising.case_effect` writes it."""

    preview = models.ForeignKey(ReorganisationPreview, models.CASCADE, related_name="cases")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    effect = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["preview", "partnership"], name="one_partnership_of_a_preview"),
        ]

    def __str__(self) -> str:
        return f"{self.preview_id}: {self.partnership_id}"
