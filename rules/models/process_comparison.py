"""The published processes of a body that are compared with one another, and the job that answers them again."""

import uuid
from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import GovernmentBody

LONGEST_DAY: Final = 10


class ComparisonState(models.TextChoices):
    """The state of the job that answers compared processes again."""

    RESTING = "resting", pgettext_lazy("comparison", "Whole")
    QUEUED = "queued", pgettext_lazy("comparison", "Waiting")
    RUNNING = "running", pgettext_lazy("comparison", "Being answered again")
    ERROR = "error", pgettext_lazy("comparison", "Failed")
    SET_ASIDE = "set_aside", pgettext_lazy("comparison", "Set aside")


class ProcessComparison(models.Model):
    """The processes of a body from files of one form with the same options. The row is also a job, done many times.

    Limits and earlier awards are those of all of them, whichever file they came in. `changes`: how often their set
    changed; `answered`: that number when all answers last rested on the same set. `as_of`: the latest day of the files,
    from which the rules look.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=20)
    options = models.JSONField(default=dict, help_text="those that decide what is read in a release")
    key = models.CharField(max_length=64, help_text="the hash of form and options")
    as_of = models.CharField(max_length=LONGEST_DAY, blank=True)
    changes = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(default=timezone.now, help_text="when all answers were last made or found whole")

    state = models.CharField(max_length=10, choices=ComparisonState, default=ComparisonState.RESTING)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error_said = models.JSONField(null=True, blank=True, help_text="why it failed, as a code")
    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a queued row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "process comparisons"
        constraints = [models.UniqueConstraint(fields=["body", "key"], name="one_comparison_of_options")]
        indexes = [models.Index(fields=["state", "requested_at"], name="comparison_by_state")]

    def __str__(self) -> str:
        return f"{self.form} ({self.pk})"

    @property
    def is_whole(self) -> bool:
        """True if every answer rests on the present set of processes."""
        return self.changes == self.answered
