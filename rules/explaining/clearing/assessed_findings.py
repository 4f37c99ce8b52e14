"""The explanations of a stored assessment: from its snapshot, or from the statements of that time."""

from dataclasses import dataclass
from typing import Any

from institutions.codes.errors import CodedError
from institutions.codes.wording import code_in_both_languages
from institutions.values.hashing import hash_json
from rules.assessing.material import material_from_text
from rules.assessing.precheck_places import precheck_place
from rules.engine.evaluating.near_matches import WhyNot
from rules.engine.evaluating.outcomes import findings_by_key
from rules.engine.loading.loaded_rulebook import rulebook_from_text
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.clearing.search import MIN_TRIED, Clearing, FindingClearing
from rules.explaining.clearing.troubles import NoResult, NoSuchRule, OtherFindings, OtherRulebook
from rules.facts.gathering.from_register import gather_cases
from rules.models import Assessment

Json = dict[str, Any]  # Any: plain data on its way to the caller


class CannotExplainError(CodedError):
    """An assessment that has no result, or whose result cannot be computed again. The code says what to do."""


def why_rule_stopped(assessment: Assessment, code: str) -> WhyNot:
    """Return where a rule stopped, from the snapshot and the rulebook of that time; nothing is gathered again.

    CannotExplainError without a result or such a rule.
    """
    if assessment.snapshot is None or assessment.rulebook is None:
        raise CannotExplainError(NoResult())
    now = current_rulebook()
    rulebook = now if assessment.rulebook_id == now.version else rulebook_from_text(assessment.rulebook.text)
    if code not in rulebook.rules:
        raise CannotExplainError(NoSuchRule(rule=code))
    return rulebook.why_not(material_from_text(assessment.snapshot.content).records, code)


@dataclass(frozen=True, slots=True)
class ClearedFinding:
    """The ways to clear one finding of an assessment, under the finding's fingerprint."""

    fingerprint: str
    cleared: FindingClearing

    def to_json(self) -> Json:
        """Return the ways as callers get them."""
        return {
            "code": self.cleared.key[0],
            "fingerprint": self.fingerprint,
            "severity": self.cleared.severity,
            "ways": [
                {
                    "changes": [{**edit.text, **code_in_both_languages(edit.said)} for edit in way.edits],
                    "also_clears": list(way.also_clears),
                    "newly_flags": [{"code": code, "severity": level} for code, level in way.newly_flags],
                    "newly_not_assessable": list(way.newly_unknown),
                }
                for way in self.cleared.ways
            ],
            "tried": self.cleared.tried,
            "all_tried": self.cleared.all_tried,
        }


def clearing_of(assessment: Assessment) -> list[ClearedFinding]:
    """Return the ways to clear each finding, computed on the statements known when the assessment was made.

    CannotExplainError if they are not available: another rulebook, or another result. PrecheckBusyError while this
    process has other large work: each change that is tried is an evaluation of the whole case.
    """
    rulebook = current_rulebook()
    if assessment.known_at is None or assessment.snapshot is None:
        raise CannotExplainError(NoResult())
    if assessment.rulebook_id != rulebook.version:
        raise CannotExplainError(OtherRulebook())
    (case,) = gather_cases([assessment.submission], assessment.known_at, [assessment.as_of])
    with precheck_place(len(case.statements) * MIN_TRIED):
        return ways_to_clear(assessment, Clearing(case, rulebook))


def ways_to_clear(assessment: Assessment, clearing: Clearing) -> list[ClearedFinding]:
    """Return the ways for each stored finding; CannotExplainError if the case has other findings now."""
    stored = {match.finding.fingerprint for match in assessment.matches.select_related("finding")}
    found = {finding_fingerprint(code, key): (code, key) for code, key in findings_by_key(clearing.now.matches)}
    if found.keys() != stored:
        raise CannotExplainError(OtherFindings())
    in_order = sorted(found.items(), key=lambda pair: (pair[1][0], pair[0]))
    return [ClearedFinding(each, clearing.of(key)) for each, key in in_order]


def finding_fingerprint(code: str, key: tuple[Any, ...]) -> str:  # Any: the values of a key
    """Return the fingerprint that identifies a finding across assessments."""
    return hash_json([code, *key])
