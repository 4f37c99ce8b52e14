"""A screening of the register: a job that finds the cases whose result differs under a rulebook."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models import GovernmentBody, Partnership


class ScreeningState(models.TextChoices):
    """The state of a screening."""

    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    DISAGREED = "disagreed", _("Evaluators disagree")
    STOPPED = "stopped", _("Stopped")
    ERROR = "error", _("Error")
    SET_ASIDE = "set_aside", _("Set aside")


class ScreeningCause(models.TextChoices):
    """The reason for a screening."""

    ON_DEMAND = "on_demand", _("On demand")
    NIGHT = "night", _("Every night")
    NEW_VERSION = "new_version", _("A new version of the rulebook")
    ADOPTION = "adoption", _("An adopted version of the rulebook")


class Screening(models.Model):
    """One screening. The row is also the job; only one runs at a time, the others wait.

    `seed` decides with the id of a partnership alone whether an unchanged case is drawn into the sample. `digest` is
    the same for the same cases and rulebook, whatever the number of workers and batches.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cause = models.CharField(max_length=12, choices=ScreeningCause, default=ScreeningCause.ON_DEMAND)
    rulebook = models.CharField(max_length=64, help_text="the version of the rulebook")
    trial = models.BooleanField(default=False, help_text="of a rulebook that is not in force: nothing is assessed anew")
    as_of = models.DateField(null=True, blank=True, help_text="empty: each case on its own stored day")
    night = models.DateField(null=True, blank=True, help_text="of the screening that is made each night")
    seed = models.CharField(max_length=32)
    one_in = models.PositiveIntegerField(help_text="of so many unchanged cases one is drawn")

    state = models.CharField(max_length=10, choices=ScreeningState, default=ScreeningState.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a queued row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    generation = models.PositiveBigIntegerField(null=True, blank=True, help_text="of the fact store")
    screened = models.PositiveIntegerField(default=0, help_text="cases so far")
    cases = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)
    reassessed = models.PositiveIntegerField(default=0)
    sampled = models.PositiveIntegerField(default=0)
    disagreements = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField(default=0.0)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="one_running_screening"),
            models.UniqueConstraint(fields=["night"], name="one_screening_a_night"),
            models.UniqueConstraint(
                fields=["rulebook"], condition=Q(cause="new_version"), name="one_first_screening_of_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class ScreeningPart(models.Model):
    """The numbers of a screening over the cases of one body, those of its restricted partnerships apart.

    A reader gets the sum over the parts that they may read, so that no other case shows in it.
    """

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="parts")
    submitted_by = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+")
    secret = models.BooleanField()
    cases = models.PositiveIntegerField()
    differing = models.PositiveIntegerField()
    reassessed = models.PositiveIntegerField()
    sampled = models.PositiveIntegerField()
    disagreements = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "submitted_by", "secret"], name="one_part_of_a_body_and_restriction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screening_id}: {self.cases} cases"

    @property
    def restricted(self) -> bool:
        """True if its cases are restricted partnerships."""
        return self.secret


class ScreenedCase(models.Model):
    """A case of a screening that differs, or on which the evaluators disagree, with both answers."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="screened_cases")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    differences = models.JSONField(default=list, help_text="rule, outcome before and after, and what differs")
    reassessed = models.BooleanField(default=False, help_text="whether it was queued for an assessment")
    disagreement = models.JSONField(null=True, blank=True, help_text="the answers of sets and of the case evaluators")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["screening", "partnership"], name="one_screened_case"),
        ]

    def __str__(self) -> str:
        return f"{self.screening_id}: {self.partnership_id}"
