"""Reading screenings: numbers, digest and cases as far as the reader may read the partnerships behind them."""

from dataclasses import dataclass

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


def cases_for(screening: Screening, reader: Reader) -> QuerySet[ScreenedCase]:
    """Return the cases of a screening that a reader may read now."""
    rule = partnerships_rule(reader).under("partnership")
    return screening.screened_cases.filter(rule.q()).select_related("partnership").order_by("pk")
