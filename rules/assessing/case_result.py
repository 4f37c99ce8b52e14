"""What one evaluation of one case says, before and apart from any storing: precheck, worker and `--wait` share it."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]  # Any: plain data on its way to a JSON column or to the caller
Text = dict[str, str]  # by language: en, ja


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """What one rule said; `missing` names the data without which it could not be assessed."""

    outcome: str
    missing: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingResult:
    """One finding with everything that a reader needs to check it."""

    code: str
    severity: str
    fingerprint: str
    statement: Text
    evidence: tuple[Json, ...]
    parameters: Json
    basis: tuple[Json, ...]
    mitigations: tuple[Text, ...]
    clears_if: tuple[Text, ...]
    evidence_hash: str

    def to_json(self) -> Json:
        """The finding as SUBMISSION.md gives it to callers."""
        return {
            "code": self.code,
            "severity": self.severity,
            "statement": self.statement,
            "evidence": list(self.evidence),
            "parameters": self.parameters,
            "basis": list(self.basis),
            "mitigations": list(self.mitigations),
            "clears_if": list(self.clears_if),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """Outcomes by code, findings in their order, and the complete input of the engine as canonical JSON."""

    rulebook: str
    outcomes: dict[str, OutcomeResult]
    findings: tuple[FindingResult, ...]
    remarks: tuple[Json, ...]
    facts: int
    snapshot: str

    def to_json(self) -> Json:
        """The part of the answer that depends on the case alone."""
        return {
            "rulebook": self.rulebook,
            "outcomes": {code: each.outcome for code, each in sorted(self.outcomes.items())},
            "missing": {code: list(each.missing) for code, each in sorted(self.outcomes.items()) if each.missing},
            "findings": [finding.to_json() for finding in self.findings],
            "remarks": list(self.remarks),
        }
