"""Earlier calls and awards of the sponsor that a case reads. The same choice in the database and for one case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from rules.facts.gathering.anchors import AWARD_YEARS, EARLIER_CALLS, MOST_AWARDS
from rules.facts.kinds.date_arithmetic import months_after

Found = TypeVar("Found")
YEAR = 12


@dataclass(frozen=True, slots=True)
class HistoryRequest:
    """The request of a case to its sponsor's history: its domain, object and parties, and the days to count from."""

    domain: str
    procured: str
    parties: frozenset[str]
    before: str  # the day on which this selection closes
    proposed_on: str


@dataclass(frozen=True, slots=True)
class SponsorAct(Generic[Found]):
    """A call or an award of the sponsor, completed from its call."""

    found: Found
    lineage: str
    domain: str | None
    procured: str | None
    on: str | None  # when the call closed; when the contract was awarded
    company: str | None = None  # the company that it was awarded to


def calls_asked(calls: Iterable[SponsorAct[Found]], asked: HistoryRequest) -> list[Found]:
    """Return the last calls for the same object that closed before this selection, the latest first."""
    closed = [each for each in calls if each.procured == asked.procured and each.on and each.on < asked.before]
    return [each.found for each in sorted(closed, key=act_time_key, reverse=True)[:EARLIER_CALLS]]


def awards_read(awards: Iterable[SponsorAct[Found]], asked: HistoryRequest) -> tuple[list[Found], bool]:
    """Return the awards that a case reads; True beside them: there are more, which are left out."""
    found = awards_asked(awards, asked)
    return found[:MOST_AWARDS], len(found) > MOST_AWARDS


def awards_asked(awards: Iterable[SponsorAct[Found]], asked: HistoryRequest) -> list[Found]:
    """Return the awards of the last years in the same domain, and of those without one the ones for the same object or
    to a party of the case; the latest first. One without a day may lie anywhere: it comes before them. At most one more
    than is read, which shows that there are more.
    """
    since = awards_since(asked)
    found = [each for each in awards if bears_on(each, asked) and (each.on is None or since <= each.on)]
    return [each.found for each in sorted(found, key=act_time_key, reverse=True)[: MOST_AWARDS + 1]]


def bears_on(award: SponsorAct[Found], asked: HistoryRequest) -> bool:
    """Return whether an award is in the domain; without a domain, whether it is for the object or to a party."""
    if award.domain is not None:
        return award.domain == asked.domain
    return award.procured == asked.procured or award.company in asked.parties


def awards_since(asked: HistoryRequest) -> str:
    """Return the first day of the period whose awards are read."""
    return months_after(asked.proposed_on, -YEAR * AWARD_YEARS)


def act_time_key(act: SponsorAct[Found]) -> tuple[bool, str, str]:
    """Return the sort key of an act in time."""
    return (act.on is None, act.on or "", act.lineage)
