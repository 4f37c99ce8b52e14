"""Earlier calls and awards of the sponsor that a case reads. The same choice in the database and for one case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeAlias, TypeVar

from rules.facts.gathering.anchors import AWARD_YEARS, EARLIER_CALLS, MOST_AWARDS
from rules.facts.gathering.mapping.reading import text_or_none
from rules.facts.gathering.statements import GatheredStatement
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


Act: TypeAlias = SponsorAct[GatheredStatement]


@dataclass(frozen=True, slots=True)
class SponsorHistory:
    """The calls and awards of a sponsor, each in order of time.

    `by`: the partnership that stated each award; None in the history of one case, which has the case's own.
    """

    by_lineage: Mapping[str, GatheredStatement]  # calls
    calls: tuple[Act, ...]
    awards: tuple[Act, ...]
    by: tuple[str | None, ...]

    def act(self, award: GatheredStatement) -> Act:
        """Complete an award from its call."""
        return act_of(award, self.by_lineage.get(str(award.values.get("call"))))

    def awards_without(self, partnership: str) -> list[Act]:
        """Return the awards that others than one partnership stated; in the history of one case all."""
        return [act for act, by in zip(self.awards, self.by, strict=True) if by != partnership]


def act_of(stated: GatheredStatement, call: GatheredStatement | None = None) -> Act:
    """Make an act of a call, or of an award with its call."""
    of_call = call.values if call else {}
    domain = text_or_none(stated.values, "domain") or text_or_none(of_call, "domain")
    procured = text_or_none(stated.values, "object") or text_or_none(of_call, "object")
    on = (
        text_or_none(stated.values, "on")
        or text_or_none(stated.values, "closed_on")
        or text_or_none(of_call, "closed_on")
    )
    return SponsorAct(stated, stated.lineage, domain, procured, on, text_or_none(stated.values, "company"))


def latest_first(acts: Iterable[SponsorAct[Found]]) -> list[SponsorAct[Found]]:
    """Return acts in the order in which they are asked for: those without a day first, then the latest."""
    return sorted(acts, key=act_time_key, reverse=True)


def calls_asked(calls: Iterable[SponsorAct[Found]], asked: HistoryRequest) -> list[Found]:
    """Return the last calls for the same object that closed before this selection. `calls` are in order of time."""
    closed = (each for each in calls if each.procured == asked.procured and each.on and each.on < asked.before)
    return [each.found for each in islice(closed, EARLIER_CALLS)]


def awards_read(awards: Iterable[SponsorAct[Found]], asked: HistoryRequest) -> tuple[list[Found], bool]:
    """Return the awards that a case reads; True beside them: there are more, which are left out."""
    found = awards_asked(awards, asked)
    return found[:MOST_AWARDS], len(found) > MOST_AWARDS


def awards_asked(awards: Iterable[SponsorAct[Found]], asked: HistoryRequest) -> list[Found]:
    """Return the awards of the last years in the same domain, and of those without one the ones for the same object or
    to a party of the case. One without a day may lie anywhere: it comes before them. At most one more than is read,
    which shows that there are more. `awards` are in order of time.
    """
    since, domain = awards_since(asked), asked.domain
    found = (
        each.found
        for each in awards
        if (each.domain == domain if each.domain is not None else bears_on(each, asked))
        and (each.on is None or since <= each.on)
    )
    return list(islice(found, MOST_AWARDS + 1))


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
