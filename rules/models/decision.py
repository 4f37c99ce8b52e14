"""Decisions of people on findings, and acknowledgements of missing data and withdrawn findings. Rows are only added."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext_lazy

from institutions.models import Account
from rules.models.act_undo import ActUndo, UndoableQuerySet
from rules.models.finding import Severity
from rules.models.immutable import WrittenOnce


class DecisionKind(models.TextChoices):
    """The decision of a reviewer on a finding."""

    CONFIRMED = "confirmed", pgettext_lazy("decision", "Confirmed")
    DISMISSED = "dismissed", pgettext_lazy("decision", "Dismissed")
    MITIGATED = "mitigated", pgettext_lazy("decision", "Mitigated")
    MORE_INFORMATION = "more_information", pgettext_lazy("decision", "More information")


class FindingDecisionQuerySet(UndoableQuerySet):
    """Decisions, which know whether they were undone, and whether a request for information was answered."""

    def with_state(self) -> Self:
        """Read with each decision whether it was answered or undone."""
        return self.annotate(
            answered=Exists(InformationAnswer.objects.filter(decision=OuterRef("pk"))),
            undone=Exists(ActUndo.objects.filter(decision=OuterRef("pk"))),
        )


class FindingDecision(WrittenOnce):
    """One person's decision of one finding, on the evidence that they have read.

    It is valid while the newest assessment has the same `evidence_hash`, a dismissal also only to the end of `ends_on`.
    Measures of a mitigation are `CaseCondition` rows. `number` counts the decisions of the finding: two never share
    one.
    """

    answered = False  # as `with_state` reads it
    undone = False  # as above
    objects: ClassVar[Any] = FindingDecisionQuerySet.as_manager()  # Any: the plugin types managers of subclasses anew
    finding = models.ForeignKey("rules.Finding", on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    decided = models.CharField(max_length=16, choices=DecisionKind)
    reason = models.TextField()
    ends_on = models.DateField(null=True, blank=True, help_text="last day of a dismissal")
    asked_of = models.CharField(max_length=200, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    evidence_hash = models.CharField(max_length=64)
    severity = models.CharField(max_length=8, choices=Severity)
    assessment = models.ForeignKey("rules.Assessment", on_delete=models.PROTECT, related_name="+")
    together = models.UUIDField(null=True, blank=True, help_text="the same for findings decided at once")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="one_decision_a_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_decision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided="dismissed", ends_on__isnull=False)
                | (~Q(decided="dismissed") & Q(ends_on__isnull=True)),
                name="a_dismissal_ends",
            ),
            models.CheckConstraint(
                condition=(Q(decided="more_information", answer_by__isnull=False) & ~Q(asked_of=""))
                | (~Q(decided="more_information") & Q(answer_by__isnull=True, asked_of="")),
                name="a_question_has_an_addressee_and_a_date",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="decision_by_moment")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.finding}: {self.decided}"


class InformationAnswer(WrittenOnce):
    """The answer of the submitting body to a request for information. It may answer more than once; all stay.

    `declared_open`: as of a comment.
    """

    decision = models.ForeignKey(FindingDecision, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    text = models.TextField()
    declared_open = models.BooleanField(default=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="one_information_answer_a_number"),
            models.CheckConstraint(condition=~Q(text=""), name="an_information_answer_says_something"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.number}"


class Acknowledgement(WrittenOnce):
    """An acknowledgement of a rule that could not be assessed, with the reason why the case can proceed.

    It is valid while the rule lacks the same: `lacking` is the hash of outcome, missing data and reason.
    """

    objects: ClassVar[Any] = UndoableQuerySet.as_manager()  # Any: the plugin types managers of subclasses anew
    case = models.ForeignKey("rules.ReviewCase", on_delete=models.PROTECT, related_name="acknowledgements")
    code = models.CharField(max_length=20)
    lacking = models.CharField(max_length=64)
    reason = models.TextField()
    assessment = models.ForeignKey("rules.Assessment", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_acknowledgement_has_a_reason"),
        ]
        indexes = [
            models.Index(fields=["case", "code"], name="acknowledgement_by_case"),
            models.Index(fields=["at"], name="acknowledgement_by_moment"),
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class GoneAcknowledgement(WrittenOnce):
    """An acknowledgement that new data withdrew a high or critical finding, and why the case can proceed undecided.

    It counts while the finding stays away: `last_in` is the last assessment that had it. A finding that comes back and
    is withdrawn again needs another one, and so does one that its author undid.
    """

    objects: ClassVar[Any] = UndoableQuerySet.as_manager()  # Any: the plugin types managers of subclasses anew
    case = models.ForeignKey("rules.ReviewCase", on_delete=models.PROTECT, related_name="gone_acknowledgements")
    finding = models.ForeignKey("rules.Finding", on_delete=models.PROTECT, related_name="gone_acknowledgements")
    last_in = models.ForeignKey("rules.Assessment", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    assessment = models.ForeignKey(
        "rules.Assessment", on_delete=models.PROTECT, related_name="+", help_text="the newest one, as they read it"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_gone_finding_is_acknowledged_with_a_reason"),
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.finding}: {self.reason}"
