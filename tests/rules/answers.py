"""The comparison of a rule's answer to a case with the case file."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from rules.engine.evaluating.engine_code import code_texts
from rules.engine.evaluating.outcomes import CertainMatch, Evaluation, findings_by_key
from tests.rules.case_files import RuleCase


def contradiction(case: RuleCase, evaluation: Evaluation) -> str:
    """Return how the answer differs from the case, in outcome, missing data, number or severity; or nothing."""
    outcome = evaluation.outcomes[case.code]
    if outcome.outcome != case.outcome:
        return f"the outcome is {outcome.outcome}, not {case.outcome}: {outcome}"
    missing = code_texts(outcome.missing)
    if len(missing) != len(case.missing) or not all(map(fnmatchcase, missing, case.missing)):
        return f"missing are {missing}, not {case.missing}"
    levels = sorted(findings_by_key(_own(case, evaluation.matches)).values())
    if len(levels) != case.findings:
        return f"{len(levels)} findings, not {case.findings}"
    if not set(levels) <= {case.severity}:
        return f"the severity is {', '.join(levels)}, not {case.severity}"
    return ""


def _own(case: RuleCase, matches: Sequence[CertainMatch]) -> list[CertainMatch]:
    return [match for match in matches if match.code == case.code]
