"""The comparison of a rule's answer to a case with the case file."""

from collections.abc import Sequence
from dataclasses import fields
from fnmatch import fnmatchcase

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.assessing.bound_facts import BoundFacts
from rules.assessing.material import PlainFact
from rules.assessing.statement_of import statement_of
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.evaluating.engine_code import code_texts
from rules.engine.evaluating.outcomes import LEVELS, CertainMatch, Evaluation, findings_by_key
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE
from rules.facts.kinds.base import NOT_VALUES, Fact
from rules.workshop.answer_troubles import (
    MissingDiffers,
    NumberOfFindingsDiffers,
    OutcomeDiffers,
    SeverityDiffers,
    StatementDiffers,
)
from rules.workshop.case_files import RuleCase


def contradiction(case: RuleCase, evaluation: Evaluation) -> Coded | None:
    """Return how the answer differs from the case, in outcome, missing data, number or severity; or nothing."""
    outcome = evaluation.outcomes[case.code]
    missing = tuple(code_texts(outcome.missing))
    if outcome.outcome != case.outcome:
        because = missing or ((outcome.reason.text,) if outcome.reason else ())
        return OutcomeDiffers(found=outcome.outcome, wanted=case.outcome, because=because)
    if len(missing) != len(case.missing) or not all(map(fnmatchcase, missing, case.missing)):
        return MissingDiffers(found=missing, wanted=case.missing)
    levels = sorted(findings_by_key(_own(case, evaluation.matches)).values())
    if len(levels) != case.findings:
        return NumberOfFindingsDiffers(found=PlainNumber(len(levels)), wanted=PlainNumber(case.findings))
    if not set(levels) <= set(case.severity.split(" and ")):
        return SeverityDiffers(found=tuple(levels), wanted=case.severity)
    return None


def said_otherwise(case: RuleCase, evaluation: Evaluation, rulebook: CompiledRulebook) -> Coded | None:
    """Return how the statement of the finding differs from the one that the case expects; or nothing."""
    if not case.says:
        return None
    worst = min(_own(case, evaluation.matches), key=lambda match: (-LEVELS.index(match.severity), match.facts))
    statement = statement_of(rulebook.syntax[case.code], bound_of(worst, case, rulebook), {})
    differing = ((statement[each], text) for each, text in case.says if statement[each] != text)
    return next((StatementDiffers(found=found, wanted=wanted) for found, wanted in differing), None)


def bound_of(match: CertainMatch, case: RuleCase, rulebook: CompiledRulebook) -> BoundFacts:
    """Return the facts that a match of a case has bound, and the case's own."""
    facts = {fact.id: PlainFact(fact.id, fact.type, plain_values(fact)) for fact in case.facts}
    own = {CASE: fact for fact in facts.values() if fact.type == CASE_TYPE}  # noqa: B035 - a case has one, or none
    bound = {alias: facts[key] for alias, key in match.facts if key in facts}
    return BoundFacts({**own, **bound}, rulebook.parameter_values)


def plain_values(fact: Fact) -> dict[str, object]:
    """Return the values of a fact that are known."""
    values = {field.name: getattr(fact, field.name) for field in fields(fact) if field.name not in NOT_VALUES}
    return {name: value for name, value in values.items() if value is not None}


def _own(case: RuleCase, matches: Sequence[CertainMatch]) -> list[CertainMatch]:
    return [match for match in matches if match.code == case.code]
