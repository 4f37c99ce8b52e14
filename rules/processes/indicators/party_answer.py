"""The answer about a process for indicators that flag parties over the whole file.

A process is flagged where a flagged party bids, supplies or buys in it, as Cardinal's `Maps` assign them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.answers import (
    CLEAR,
    DecidingValue,
    FlaggedParty,
    Group,
    IndicatorAnswer,
    ProcessFinding,
    flagged,
    not_applicable,
    not_assessable,
    unless_missing,
)
from rules.processes.reasons import BelowMinimum, PartyNotCounted

STATED: Final = 3  # parties that a finding has statements about


@dataclass(frozen=True, slots=True)
class PartyCount:
    """A share of a party over the file, or a number of classes: part of a whole."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        """The part of the whole as a double."""
        return self.part / self.whole


@dataclass(frozen=True, slots=True)
class PartyStanding:
    """The standing of one party of a process. `reasons`: why nothing can be said about an unknown one."""

    group: Group
    party: str
    path: str
    state: Literal["flagged", "within", "below_minimum", "unknown"]
    finding: ProcessFinding | None = None
    reasons: tuple[Coded, ...] = ()


def not_counted(group: Group, party: str, path: str) -> PartyStanding:
    """Return the standing of a party that is in no process that could be counted."""
    return PartyStanding(group, party, path, "unknown", reasons=(PartyNotCounted(party=party),))


def flagged_standing(
    place: tuple[Group, str, str],
    statement: Coded,
    counts: Iterable[tuple[str, int]],
    names: Sequence[str],
    value: float,
    limits: tuple[tuple[str, float], ...],
) -> PartyStanding:
    """Return the standing of a flagged party, with the counts of the file that decided."""
    group, party, path = place
    evidence = (DecidingValue(path, party), *(DecidingValue(name, count, party) for name, count in counts))
    finding = ProcessFinding(statement, evidence, tuple(names), None, (FlaggedParty(group, party, value),), limits)
    return PartyStanding(group, party, path, "flagged", finding)


def answer_for_parties(standings: Sequence[PartyStanding], missing: list[Coded], minimum: int) -> IndicatorAnswer:
    """Return the answer for a process with these parties: flagged if one of them is."""
    if found := [each.finding for each in standings if each.finding is not None]:
        return flagged(joined_finding(found))
    reasons = [*missing, *(reason for each in standings for reason in each.reasons)]
    if reasons:
        return not_assessable(*reasons)
    within = any(each.state == "within" for each in standings)
    return unless_missing(reasons, CLEAR if within else not_applicable(BelowMinimum(minimum=PlainNumber(minimum))))


def joined_finding(found: Sequence[ProcessFinding]) -> ProcessFinding:
    """Return one finding about several parties, with statements about the first of them."""
    first = found[0]
    return ProcessFinding(
        first.statement,
        tuple(value for each in found for value in each.evidence),
        first.parameters,
        None,
        tuple(party for each in found for party in each.parties),
        tuple(dict.fromkeys(limit for each in found for limit in each.limits)),
        tuple(each.statement for each in found[1:STATED]),
    )
