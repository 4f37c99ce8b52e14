"""The outcome of one rule in one assessment, and the rows that held it until results were packed."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from rules.models.immutable import WrittenOnce

Json = dict[str, Any]  # Any: plain data, a stored code


class Outcome(models.TextChoices):
    """The outcome of a rule. It is never clear for want of data: that is not assessable, with the missing data."""

    FLAGGED = "flagged", _("Flagged")
    CLEAR = "clear", _("Clear")
    NOT_ASSESSABLE = "not_assessable", _("Not assessable")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    ERROR = "error", _("Error")


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """The outcome of one rule: the data without which it could not be assessed, or why it is silent, as codes.

    Those of assessments of format 1 hold texts instead: `missing` a list of them, `reason` one.
    """

    code: str
    outcome: str
    missing: list[Any]  # Any: stored codes, or texts
    reason: str
    silence: Json | None


class OutcomeRow(WrittenOnce):
    """An outcome as a row of its own, of an assessment without packed outcomes.

    They stay, since events name them by their hashes; none is added. Read them with `outcome_reading`.
    """

    assessment = models.ForeignKey("rules.Assessment", on_delete=models.PROTECT, related_name="outcome_rows")
    code = models.CharField(max_length=20)
    outcome = models.CharField(max_length=15, choices=Outcome)
    missing = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True, help_text="why the rule is silent, in format 1 alone")
    silence = models.JSONField(null=True, blank=True, help_text="why the rule is silent: a code")

    class Meta:
        db_table = "rules_ruleoutcome"  # the name of the table in the events that name its rows
        constraints = [models.UniqueConstraint(fields=["assessment", "code"], name="one_outcome_a_rule")]
        indexes = [models.Index(fields=["code", "outcome"], name="outcome_by_code")]
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code}: {self.outcome}"
