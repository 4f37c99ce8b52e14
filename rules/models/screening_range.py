"""A range of a screening's cases: a job that any worker may take, with its answer until the screening ends."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from rules.models.screening import Screening


class RangeState(models.TextChoices):
    """The state of a range. Only the log and the screening's error show it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    ERROR = "error"
    SET_ASIDE = "set_aside"


class ScreeningRange(models.Model):
    """Consecutive cases of one screening. The row is also the job; it goes when the screening has its result.

    `basis` names what the answer rests on: the generation of the fact store, or the day, and the rulebook. `first` and
    `last` are the numbers of cases in that generation, or, as of another day, ids of partnerships, of which the first
    is not of the range. `led` is true where the process that leads the screening took it: another that leads it later
    takes it again at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    screening = models.ForeignKey(Screening, models.CASCADE, related_name="ranges")
    number = models.PositiveIntegerField()
    basis = models.CharField(max_length=64)
    first = models.CharField(max_length=36)
    last = models.CharField(max_length=36)
    cases = models.PositiveIntegerField()

    state = models.CharField(max_length=10, choices=RangeState, default=RangeState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    led = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a waiting row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    answer = models.BinaryField(null=True, help_text="of its cases: numbers, digests and what differs, compressed")

    class Meta:
        ordering = ["screening", "number"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "number"], name="one_range_of_a_number"),
            models.CheckConstraint(
                condition=Q(state=RangeState.DONE, answer__isnull=False) | (~Q(state=RangeState.DONE)),
                name="finished_range_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screening_id}: {self.number} ({self.state})"
