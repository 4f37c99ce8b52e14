"""The case of a partnership: the state of its review, and every move that led there."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account
from rules.models.act_undo import UndoableQuerySet
from rules.models.immutable import WrittenOnce


class CaseState(models.TextChoices):
    """The state of a case. A proposal that is still written in the form is a draft and has no row yet."""

    DRAFT = "draft", pgettext_lazy("case", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("case", "Submitted")
    SCREENING = "screening", pgettext_lazy("case", "Assigning reviewers")
    UNDER_REVIEW = "under_review", pgettext_lazy("case", "Under review")
    CLEARED = "cleared", pgettext_lazy("case", "Cleared")
    CLEARED_WITH_CONDITIONS = "cleared_with_conditions", pgettext_lazy("case", "Cleared with conditions")
    RETURNED = "returned", pgettext_lazy("case", "Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "Withdrawn")
    REFUSED = "refused", pgettext_lazy("case", "Refused")


class ReviewCase(models.Model):
    """The review of one partnership through all revisions.

    `version` counts the acts on it: a person who acts names the version that they have read, and a stale one is
    refused. `assessment` is the one on which the case was last cleared or last confirmed.
    """

    partnership = models.OneToOneField("institutions.Partnership", on_delete=models.PROTECT, related_name="review_case")
    state = models.CharField(max_length=24, choices=CaseState, default=CaseState.SUBMITTED)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    assessment = models.ForeignKey(
        "rules.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="draft"), name="a_draft_has_no_case"),
            models.CheckConstraint(
                condition=~Q(state__in=["cleared", "cleared_with_conditions"]) | Q(assessment__isnull=False),
                name="a_cleared_case_names_its_assessment",
            ),
        ]
        indexes = [models.Index(fields=["state", "changed_at"], name="case_by_state")]

    def __str__(self) -> str:
        return f"{self.partnership_id} ({self.state})"


class CaseMove(WrittenOnce):
    """One change of state: by whom, from which state to which, when and why. No account: the system.

    A person writes `reason`. The system gives its reasons in `because`, which is worded for each reader; older rows
    have its words in English in `reason`.
    """

    objects: ClassVar[Any] = UndoableQuerySet.as_manager()  # Any: the plugin types managers of subclasses anew
    case = models.ForeignKey(ReviewCase, on_delete=models.PROTECT, related_name="moves")
    version = models.PositiveIntegerField(help_text="of the case after the move")
    act = models.CharField(max_length=30)
    before = models.CharField(max_length=24, choices=CaseState)
    after = models.CharField(max_length=24, choices=CaseState)
    reason = models.TextField(blank=True)
    because = models.JSONField(default=list, blank=True, help_text="reasons of the system: each a code with its data")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="one_move_a_version")]
        indexes = [models.Index(fields=["after", "at"], name="move_by_state")]
        ordering = ["version"]

    def __str__(self) -> str:
        return f"{self.act}: {self.before} to {self.after}"
