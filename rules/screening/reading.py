"""Reading screenings: numbers, digest and cases as far as the reader may read the partnerships behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from institutions.access.callers import Reader
from institutions.access.partnerships import partnerships_rule
from rules.models import ScreenedCase, Screening, ScreeningPart, ScreeningState
from rules.screening.digest import digest_of_parts


@dataclass(frozen=True, slots=True)
class ScreeningNumbers:
    """The numbers of a screening over the cases that a reader may read, with the digest of these."""

    cases: int
    differing: int
    reassessed: int
    sampled: int
    disagreements: int
    digest: str  # empty where there is no case


def parts_for(screening: Screening, reader: Reader) -> QuerySet[ScreeningPart]:
    """Return the parts that a reader may read."""
    return screening.parts.filter(partnerships_rule(reader).q())


def numbers_for(screening: Screening, reader: Reader) -> ScreeningNumbers:
    """Return the numbers for a reader: no case counts that they may not read."""
    parts = list(parts_for(screening, reader))
    return ScreeningNumbers(
        cases=sum(each.cases for each in parts),
        differing=sum(each.differing for each in parts),
        reassessed=sum(each.reassessed for each in parts),
        sampled=sum(each.sampled for each in parts),
        disagreements=sum(each.disagreements for each in parts),
        digest=digest_of_parts(parts) if parts else "",
    )


def state_for(screening: Screening, reader: Reader) -> str:
    """Return the state for a reader: that evaluators disagree shows if they may read one of the cases."""
    if screening.state == ScreeningState.DISAGREED and not numbers_for(screening, reader).disagreements:
        return ScreeningState.DONE
    return screening.state


@dataclass(frozen=True, slots=True)
class RuleAnswers:
    """The two answers on a rule: the outcome, and the severities of its findings, of the sets and of the cases."""

    rule: str
    sets: tuple[str, ...]
    cases: tuple[str, ...]


def answers_on(disagreement: Mapping[str, Any]) -> list[RuleAnswers]:
    """Return the rules on which a case is answered in two ways. Where the case evaluators disagree, sets have no part.

    A rule whose findings rest on other facts is there too, though both answers then read alike.
    """
    sets, cases = disagreement.get("sets", {}), disagreement.get("cases", disagreement)
    codes = sorted(sets.get("outcomes", {}).keys() | cases.get("outcomes", {}).keys())
    return [
        RuleAnswers(code, words_of(sets, code), words_of(cases, code))
        for code in codes
        if of_rule(sets, code) != of_rule(cases, code)
    ]


def of_rule(answer: Mapping[str, Any], code: str) -> tuple[str | None, list[Any]]:
    """Return the outcome of a rule and its findings in an answer."""
    return answer.get("outcomes", {}).get(code), [each for each in answer.get("findings", ()) if each[0] == code]


def words_of(answer: Mapping[str, Any], code: str) -> tuple[str, ...]:
    """Return the outcome of a rule in an answer, and behind it the severity of each of its findings."""
    outcome, findings = of_rule(answer, code)
    return (outcome, *(str(each[1]) for each in findings)) if outcome else ()


def progress_for(screening: Screening, reader: Reader) -> tuple[int, int] | None:
    """Return the cases so far and all cases, to those who may read every partnership: the counts are not by part."""
    everything = reader.bodies is None and reader.restricted
    return (screening.screened, screening.cases) if everything and screening.cases else None


def cases_for(screening: Screening, reader: Reader) -> QuerySet[ScreenedCase]:
    """Return the cases of a screening that a reader may read now."""
    rule = partnerships_rule(reader).under("partnership")
    return screening.screened_cases.filter(rule.q()).select_related("partnership").order_by("pk")
