"""Findings: a finding is a question to a person. Its identity, and its match in each assessment."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rules.models.immutable import WrittenOnce
from rules.models.packing.columns import PackedJson, PackedText
from rules.models.packing.dictionaries import BASIS, EVIDENCE, MITIGATIONS, PARAMETERS, REMEDIES, STATEMENTS


class Severity(models.TextChoices):
    """The severity of a finding, in rising order."""

    INFO = "info", _("Info")
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    CRITICAL = "critical", _("Critical")


class Finding(models.Model):
    """The subject of a review: one cause, found by one rule in one partnership, over all its assessments."""

    # Indexed below, together with the fingerprint.
    partnership = models.ForeignKey(
        "institutions.Partnership", on_delete=models.PROTECT, related_name="findings", db_index=False
    )
    code = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64, help_text="hash of the code and of what identifies the finding")
    first_found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "fingerprint"], name="one_finding_a_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.fingerprint[:12]}"


class Match(WrittenOnce):
    """The match of one assessment for one finding, with everything that a reader needs to check it."""

    # Indexed below, together with the finding.
    assessment = models.ForeignKey("rules.Assessment", on_delete=models.PROTECT, related_name="matches", db_index=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="matches")
    position = models.PositiveIntegerField(help_text="place in the assessment: by code, worst first")
    severity = models.CharField(max_length=8, choices=Severity)
    statement_en = PackedText(dictionaries=(STATEMENTS,))
    statement_ja = PackedText(dictionaries=(STATEMENTS,))
    evidence = PackedJson(dictionaries=(EVIDENCE,), help_text="each fact with its source")
    parameters = PackedJson(dictionaries=PARAMETERS, help_text="each value that the rule read, with its law and date")
    basis = PackedJson(dictionaries=BASIS)
    mitigations = PackedJson(dictionaries=(MITIGATIONS,))
    clears_if = PackedJson(dictionaries=REMEDIES)
    evidence_hash = models.CharField(max_length=64, help_text="changes when a review no longer stands")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "finding"], name="one_match_a_finding")]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.finding} ({self.severity})"
