"""The result of one evaluation of one case, independent of storage: shared by precheck, worker and `--wait`."""

from dataclasses import dataclass
from typing import Any

from institutions.codes.base import Coded
from rules.assessing.code_answers import remark_json, remedy_json
from rules.engine.evaluating.engine_code import EngineCode, code_texts

Json = dict[str, Any]  # Any: plain data on its way to a JSON column or to the caller
Text = dict[str, str]  # by language: en, ja


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """The outcome of one rule; `missing` names the data without which it could not be assessed."""

    outcome: str
    missing: tuple[EngineCode, ...] = ()
    reason: EngineCode | None = None


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
    clears_if: tuple[Coded, ...]
    evidence_hash: str

    @property
    def data(self) -> Json:
        """The finding as answers carry it, without the conditions that would clear it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "statement": self.statement,
            "evidence": list(self.evidence),
            "parameters": self.parameters,
            "basis": list(self.basis),
            "mitigations": list(self.mitigations),
        }

    def to_json(self) -> Json:
        """Return the finding as SUBMISSION.md gives it to callers."""
        return {**self.data, "clears_if": [remedy_json(each.stored()) for each in self.clears_if]}


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
        """Return the part of the answer that depends on the case alone."""
        return {
            "rulebook": self.rulebook,
            "outcomes": {code: each.outcome for code, each in sorted(self.outcomes.items())},
            "missing": {code: code_texts(each.missing) for code, each in sorted(self.outcomes.items()) if each.missing},
            "findings": [finding.to_json() for finding in self.findings],
            "remarks": [remark_json(each) for each in self.remarks],
        }
