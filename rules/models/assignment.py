"""Reviewers of a case: screenings against its parties, assignments, and declarations of reviewers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutions.models import Account
from rules.models.immutable import WrittenOnce


class ScreeningVerdict(models.TextChoices):
    """The verdict of a screening. It is never clear for want of data."""

    CLEAR = "clear", _("No tie found")
    TIED = "tied", _("Has a tie to the case")
    NOT_ASSESSABLE = "not_assessable", _("Could not be checked in full")


class ReviewerScreening(WrittenOnce):
    """One screening of one account against the parties of a case as they were then.

    `ties` and `gaps` are plain data written by `screening.tie`: they may name kin, and only
    `rules.review.casework.shown_ties` shows them. The audit trail identifies them by `sha256`.
    """

    case = models.ForeignKey("rules.ReviewCase", on_delete=models.PROTECT, related_name="screenings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey("institutions.Submission", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=15, choices=ScreeningVerdict)
    ties = models.JSONField(default=list, blank=True)
    gaps = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "account"], name="screening_by_case")]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.verdict}"


class ReviewAssignment(models.Model):
    """The assignment of a reviewer to a case. Only its end is ever written later, once."""

    case = models.ForeignKey("rules.ReviewCase", on_delete=models.PROTECT, related_name="assignments")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="assignments")
    screening = models.ForeignKey(ReviewerScreening, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            ("recused", _("Recused")),
            ("revised", _("The proposal was revised")),
            ("tied", _("A tie was found")),
            ("undone", _("The assignment was undone")),
        ],
    )
    reason = models.TextField(blank=True, help_text="of a recusal, in the reviewer's words")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "account"], condition=Q(ended_at__isnull=True), name="one_open_assignment_a_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="an_assignment_ends_for_a_reason",
            ),
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.account_id} reviews {self.case_id}"


class ReviewerDeclaration(WrittenOnce):
    """A declaration signed by an assigned reviewer that they have no tie to the case: text as shown, and their name."""

    assignment = models.OneToOneField(ReviewAssignment, on_delete=models.PROTECT, related_name="declaration")
    text = models.TextField()
    signature = models.CharField(max_length=200)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(signature=""), name="a_declaration_is_signed")]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.signature}"
