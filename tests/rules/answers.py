"""The comparison of a rule's answer to a case with the case file."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from rules.engine.evaluating.engine_code import texts_of
from rules.engine.evaluating.outcomes import Evaluation, Match, findings_of
from tests.rules.case_files import RuleCase


def contradiction(case: RuleCase, evaluation: Evaluation) -> str:
    """Return how the answer differs from the case, in outcome, missing data, number or severity; or nothing."""
    outcome = evaluation.outcomes[case.code]
    if outcome.outcome != case.outcome:
        return f"the outcome is {outcome.outcome}, not {case.outcome}: {outcome}"
    missing = texts_of(outcome.missing)
    if len(missing) != len(case.missing) or not all(map(fnmatchcase, missing, case.missing)):
        return f"missing are {missing}, not {case.missing}"
    levels = sorted(findings_of(_own(case, evaluation.matches)).values())
    if len(levels) != case.findings:
        return f"{len(levels)} findings, not {case.findings}"
    if not set(levels) <= {case.severity}:
        return f"the severity is {', '.join(levels)}, not {case.severity}"
    return ""


def _own(case: RuleCase, matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if match.code == case.code]
