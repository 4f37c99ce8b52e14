"""A trial of a draft on the register: a job that counts what the draft would change, and stores nothing in cases."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, GovernmentBody, Partnership
from rules.models.rulebook_draft import RulebookDraft


class TrialState(models.TextChoices):
    """The state of a trial."""

    QUEUED = "queued", pgettext_lazy("trial", "Queued")
    RUNNING = "running", pgettext_lazy("trial", "Running")
    DONE = "done", pgettext_lazy("trial", "Done")
    ERROR = "error", pgettext_lazy("trial", "Error")
    SET_ASIDE = "set_aside", pgettext_lazy("trial", "Set aside")


class RulebookTrial(models.Model):
    """One trial of a draft as it was at a revision. The row is also the job; a draft has one open trial.

    `asked` is empty for the effect of the draft; for the curve of a number it has that number and the values to try,
    for the cases of a rule against changes of it the code of the rule (`mutants`), and then reads no partnership.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(RulebookDraft, models.PROTECT, related_name="trials")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(help_text="the newest one that it tries; 0 for the base itself")
    base = models.CharField(max_length=64, help_text="the version that the draft rested on")
    asked = models.JSONField(default=dict)
    seed = models.CharField(max_length=32)

    state = models.CharField(max_length=10, choices=TrialState, default=TrialState.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error_said = models.JSONField(null=True, blank=True, help_text="code and parameters of the error")
    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a queued row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    generation = models.PositiveBigIntegerField(null=True, blank=True, help_text="of the fact store")
    screened = models.PositiveIntegerField(default=0, help_text="cases so far")
    cases = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict, help_text="the rules that it evaluated")
    seconds = models.FloatField(default=0.0)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state__in=["queued", "running"]), name="one_open_trial_of_a_draft"
            ),
        ]
        indexes = [models.Index(fields=["state", "requested_at"], name="trial_by_state")]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class TrialPart(models.Model):
    """The counts of a trial over the cases of one body, those of its restricted partnerships apart."""

    trial = models.ForeignKey(RulebookTrial, models.CASCADE, related_name="parts")
    submitted_by = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+")
    secret = models.BooleanField()
    cases = models.PositiveIntegerField()
    counts = models.JSONField(help_text="findings, outcomes, missing data and points of the curve")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "submitted_by", "secret"], name="one_part_of_a_trial"),
        ]

    def __str__(self) -> str:
        return f"{self.trial_id}: {self.cases} cases"


class TrialCase(models.Model):
    """A case that a trial drew to be looked at: one that the draft would change."""

    trial = models.ForeignKey(RulebookTrial, models.CASCADE, related_name="drawn")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    place = models.CharField(max_length=64, help_text="SHA-256 of seed and partnership: the lowest are shown")

    class Meta:
        ordering = ["trial", "place"]
        constraints = [models.UniqueConstraint(fields=["trial", "partnership"], name="one_drawn_case")]

    def __str__(self) -> str:
        return f"{self.trial_id}: {self.partnership_id}"
