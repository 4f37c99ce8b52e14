"""Summaries for lists and counts: one row per partnership and one per finding, written again with each act.

They repeat the content of cases, decisions and assessments, so that a list over the whole register is one indexed
query; `rules.review.summaries` writes them in the transaction of the act, and can check whether they still agree.
"""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from institutions.models import GovernmentBody, Partnership, Party
from rules.models.finding import Finding
from rules.models.review_case import CaseState

LONGEST_STANDING: Final = 12


class CaseSummary(models.Model):
    """The state of the case of a partnership. Ranks of severities are 1 (info) to 5 (critical), 0 without a finding.

    Deadlines are kept as days: the day of the query decides whether they are over.
    """

    partnership = models.OneToOneField(Partnership, models.CASCADE, primary_key=True, related_name="summary")
    submitted_by = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+", db_index=False)
    # The one that answers today: after a reorganisation another than the document names.
    sponsor = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+", db_index=False)
    partner = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+", db_index=False)
    secret = models.BooleanField()
    text = models.TextField(help_text="reference and title, for search")
    domain = models.CharField(max_length=40)
    value_yen = models.BigIntegerField()
    submitted_at = models.DateTimeField(help_text="when the first revision came in")

    state = models.CharField(max_length=24, choices=CaseState)
    state_since = models.DateTimeField()
    reviewers = models.PositiveIntegerField(default=0, help_text="open assignments")

    assessed = models.BooleanField(default=False, help_text="whether an assessment has ever finished")
    worst = models.PositiveSmallIntegerField(default=0, help_text="of all findings")
    worst_open = models.PositiveSmallIntegerField(default=0, help_text="of those that somebody still has to decide")
    families = models.CharField(max_length=100, blank=True, help_text="of the open findings, between spaces")
    unsettled = models.PositiveIntegerField(default=0, help_text="findings that somebody still has to decide")
    second = models.PositiveIntegerField(default=0, help_text="of them: wait for a second person")
    asked = models.PositiveIntegerField(default=0, help_text="of them: wait for information")
    gaps = models.TextField(blank=True, help_text="codes of rules that could not be assessed, between spaces")
    failed_rules = models.PositiveIntegerField(default=0, help_text="of them: ended in an error")
    unaddressed = models.PositiveIntegerField(default=0, help_text="of them: nobody has acknowledged it")
    gone = models.PositiveIntegerField(
        default=0, help_text="high and critical findings that are gone, and that reviewers still have to acknowledge"
    )

    condition_due_on = models.DateField(null=True, help_text="first last day of a condition that is not done")
    answer_by = models.DateField(null=True, help_text="first last day of a question")
    dismissal_ends_on = models.DateField(null=True, help_text="first last day of a dismissal that counts")
    # As the page of the case says it: rules.review.casework.deadlines.
    due_on = models.DateField(null=True, help_text="the first of these and of the days to answer in a hearing")
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "case summaries"
        indexes = [
            models.Index(fields=["submitted_at", "partnership"], name="summary_by_age"),
            models.Index(fields=["submitted_by", "submitted_at"], name="summary_by_body"),
            models.Index(fields=["state", "submitted_at"], name="summary_by_state"),
            # This and the next hold all that the dashboard counts by, so that it reads the index alone.
            models.Index(
                fields=["sponsor", "partner", "domain", "state", "secret", "submitted_by", "value_yen"],
                name="summary_by_sponsor",
            ),
            models.Index(fields=["gaps", "secret", "submitted_by"], name="summary_by_gaps"),
            models.Index(fields=["state", "state_since", "due_on", "secret", "submitted_by"], name="summary_by_wait"),
            models.Index(fields=["due_on"], condition=Q(due_on__isnull=False), name="summary_by_due_day"),
            models.Index(
                fields=["dismissal_ends_on"], condition=Q(dismissal_ends_on__isnull=False), name="summary_by_dismissal"
            ),
            models.Index(fields=["worst_open", "submitted_at"], name="summary_by_worst"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(worst__lte=5, worst_open__lte=F("worst")), name="ranks_of_a_summary"),
            models.CheckConstraint(condition=Q(second__lte=F("unsettled")), name="what_waits_is_unsettled"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} ({self.state})"


class FindingSummary(models.Model):
    """The state of a finding of the newest finished assessment. `is_open`: somebody still has to decide it."""

    finding = models.OneToOneField(Finding, models.CASCADE, primary_key=True, related_name="summary")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    submitted_by = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+", db_index=False)
    sponsor = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+", db_index=False)
    secret = models.BooleanField()
    code = models.CharField(max_length=20)
    family = models.CharField(max_length=10)
    severity = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=LONGEST_STANDING)
    is_open = models.BooleanField()
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name_plural = "finding summaries"
        indexes = [
            # This and the next hold all that the dashboard counts by, in the order in which it does: nothing is sorted.
            models.Index(
                # SQLite reads the index alone only if `is_open` is in it, true as it is everywhere.
                fields=["submitted_by", "sponsor", "family", "severity", "secret", "found_at", "is_open"],
                condition=Q(is_open=True),
                name="open_findings",
            ),
            models.Index(fields=["code", "standing", "is_open", "secret", "submitted_by"], name="findings_by_rule"),
            models.Index(fields=["standing", "partnership"], name="findings_by_standing"),
            models.Index(fields=["found_at", "finding"], name="findings_by_age"),
            models.Index(fields=["found_at", "severity", "secret", "submitted_by"], name="findings_by_month"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.standing})"
