"""The content of a result as text: two results with equal texts say the same."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from institutions.values.hashing import canonical_json
from rules.assessing.case_result import CaseResult
from rules.assessing.result_lines import missing_texts, reason_text
from rules.engine.evaluating.engine_code import code_texts
from rules.models import Match
from rules.models.outcome_reading import outcomes_by_assessment

Signature = str
# The text that clears a finding is left out: it may name the day, and follows from the rule, the numbers and the facts.
SHOWN: Final = ("evidence", "statement_en", "statement_ja", "parameters")
# Of a fact of the evidence, besides its values: those of the facts of a finding are in its hash, and among the facts
# that led to them is the day of the assessment.
BESIDE_VALUES: Final = ("id", "names", "source", "sources", "further", "confidence", "not_recorded", "tax_not_stated")


def result_signature(result: CaseResult) -> Signature:
    """Return the signature of a result: findings with their evidence hashes, each rule's outcome and missing data."""
    findings = sorted([each.fingerprint, each.severity, each.evidence_hash] for each in result.findings)
    outcomes = sorted(
        [code, each.outcome, code_texts(each.missing), each.reason.text if each.reason else ""]
        for code, each in result.outcomes.items()
    )
    return canonical_json([findings, outcomes])


def stored_signatures(assessments: Collection[UUID]) -> dict[UUID, Signature]:
    """Return the signatures of stored assessments. Two queries, one more if one of them is older."""
    findings: dict[UUID, list[list[str]]] = defaultdict(list)
    columns = ("assessment", "finding__fingerprint", "severity", "evidence_hash")
    for pk, *finding in Match.objects.filter(assessment__in=assessments).values_list(*columns):
        findings[pk].append(finding)
    return {
        pk: canonical_json(
            [
                sorted(findings[pk]),
                [[code, each.outcome, missing_texts(each), reason_text(each)] for code, each in outcomes.items()],
            ]
        )
        for pk, outcomes in outcomes_by_assessment(assessments).items()
    }


def shown_findings(result: CaseResult) -> Signature:
    """Return what readers see of the findings of a result: statements, and evidence with its names and sources."""
    return findings_text(
        {
            each.fingerprint: [
                names_and_sources(each.evidence),
                each.statement["en"],
                each.statement["ja"],
                each.parameters,
            ]
            for each in result.findings
        }
    )


def stored_shown_findings(assessments: Collection[UUID]) -> dict[UUID, Signature]:
    """Return what readers see of the findings of stored assessments. One query."""
    found: dict[UUID, dict[str, list[Any]]] = {pk: {} for pk in assessments}  # Any: texts, and plain data
    rows = Match.objects.filter(assessment__in=assessments).order_by()
    for pk, fingerprint, evidence, *shown in rows.values_list("assessment", "finding__fingerprint", *SHOWN):
        found[pk][fingerprint] = [names_and_sources(evidence), *shown]
    return {pk: findings_text(shown) for pk, shown in found.items()}


def names_and_sources(evidence: Iterable[Mapping[str, Any]]) -> list[Any]:  # Any: plain data
    """Return the facts of an evidence with their names and sources alone, and the facts that led to them likewise."""
    return [
        [{name: fact[name] for name in BESIDE_VALUES if name in fact}, names_and_sources(fact.get("from", ()))]
        for fact in evidence
    ]


def findings_text(shown: dict[str, list[Any]]) -> Signature:  # Any: texts, and plain data
    """Return what is shown of findings by their fingerprints, as one text."""
    return canonical_json(sorted(shown.items()))
