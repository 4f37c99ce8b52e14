"""An assessment: one run of the rulebook on one partnership as of a date. The row is also the job that makes it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The state of an assessment."""

    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    ERROR = "error", _("Error")
    SET_ASIDE = "set_aside", _("Set aside")


class Trigger(models.TextChoices):
    """The reason why an assessment was requested."""

    REGISTERED = "registered", _("Registration")
    REVISED = "revised", _("New revision")
    RECUSAL = "recusal", _("Recusal")
    REGISTER_CHANGED = "register_changed", _("Change in the register")
    RULEBOOK_CHANGED = "rulebook_changed", _("Change in the law or the rulebook")
    DAY_CAME = "day_came", _("A date was reached")
    ON_DEMAND = "on_demand", _("On demand")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Queries for assessments, in the words of the job."""

    def queued(self) -> "AssessmentQuerySet":
        """Keep assessments that no process has claimed yet."""
        return self.filter(state=State.QUEUED)

    def running(self) -> "AssessmentQuerySet":
        """Keep assessments that a process has claimed."""
        return self.filter(state=State.RUNNING)

    def newest_first(self) -> "AssessmentQuerySet":
        """Order by request, the latest first."""
        return self.order_by("-requested_at", "-id")


class Assessment(models.Model):
    """One run, from the request to the stored result.

    `attempt` counts claims and fences results: a result is stored only by the attempt that the row still names.
    `lease_until` is the moment from which the sweeper may take the row back; a running row without one was given back
    by a stopping worker, and waits until its partnership has no other queued row before it.
    """

    noted_when_made: ClassVar = False  # the event of its result names it: until then it is a job

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Indexed below, together with the moment.
    partnership = models.ForeignKey(
        "institutions.Partnership", on_delete=models.PROTECT, related_name="assessments", db_index=False
    )
    submission = models.ForeignKey("institutions.Submission", on_delete=models.PROTECT, related_name="assessments")
    trigger = models.CharField(max_length=20, choices=Trigger, default=Trigger.REGISTERED)
    as_of = models.DateField()
    known_at = models.DateTimeField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    error_said = models.JSONField(
        null=True, blank=True, help_text="code and parameters of the error; none of before there were codes"
    )

    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a queued row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    # Indexed below: PostgreSQL would add a second index for searches by the beginning of a hash.
    rulebook = models.ForeignKey(
        "rules.RulebookVersion", on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    snapshot = models.ForeignKey("rules.Snapshot", on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    packed_outcomes = models.ForeignKey(
        "rules.PackedOutcomes",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # nobody asks which assessments have them
        related_name="assessments",
        help_text="none of an older result, whose outcomes are rows of their own",
    )
    format = models.PositiveSmallIntegerField(
        default=1, help_text="of its result: 1 holds texts, from 2 on codes with parameters"
    )
    facts = models.PositiveIntegerField(default=0, help_text="number of facts that the engine saw")
    same_on = models.DateField(
        null=True, blank=True, help_text="last later day on which a look at the case found the same result"
    )
    remarks = models.JSONField(default=list, blank=True, help_text="what a reader must know besides the findings")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(state="queued"), name="one_queued_assessment_a_partnership"
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | Q(rulebook__isnull=False, snapshot__isnull=False, finished_at__isnull=False),
                name="a_done_assessment_can_be_replayed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["error", "set_aside"]) | ~Q(error=""), name="a_failed_assessment_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "requested_at"], name="assessment_by_state"),
            models.Index(fields=["partnership", "-requested_at"], name="assessment_by_partnership"),
            models.Index(fields=["finished_at", "id"], condition=Q(state="done"), name="results_by_end"),
            models.Index(fields=["rulebook"], name="assessment_by_rulebook"),
            models.Index(fields=["snapshot"], name="assessment_by_snapshot"),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"
