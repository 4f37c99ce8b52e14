"""The outcome of one rule in one assessment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rules.models.immutable import WrittenOnce


class Outcome(models.TextChoices):
    """The outcome of a rule. It is never clear for want of data: that is not assessable, with the missing data."""

    FLAGGED = "flagged", _("Flagged")
    CLEAR = "clear", _("Clear")
    NOT_ASSESSABLE = "not_assessable", _("Not assessable")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    ERROR = "error", _("Error")


class RuleOutcome(WrittenOnce):
    """The outcome of one rule: the data without which it could not be assessed, or why it is silent, as codes.

    Rows of assessments of format 1 hold texts instead: `missing` a list of them, `reason` one.
    """

    assessment = models.ForeignKey("rules.Assessment", on_delete=models.PROTECT, related_name="outcomes")
    code = models.CharField(max_length=20)
    outcome = models.CharField(max_length=15, choices=Outcome)
    missing = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True, help_text="why the rule is silent, in format 1 alone")
    silence = models.JSONField(null=True, blank=True, help_text="why the rule is silent: a code")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "code"], name="one_outcome_a_rule")]
        indexes = [models.Index(fields=["code", "outcome"], name="outcome_by_code")]
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code}: {self.outcome}"
