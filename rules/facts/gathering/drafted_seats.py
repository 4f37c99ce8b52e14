"""Seats in councils under a draft: the published ones that end, and those that begin, as an enactment states them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from institutions.access.statements import SCOPE_OF_LAW, is_published
from institutions.parties.organisation.published import OrganisedSeat
from rules.facts.gathering.rows import GatheredRow
from rules.facts.gathering.statements import GatheredStatement, Values

SEAT = "seat"


@dataclass(frozen=True, slots=True)
class SeatsOfDay:
    """The seats that end the day before a day, and those that begin on it."""

    on: date
    ended: tuple[OrganisedSeat, ...]
    begun: tuple[OrganisedSeat, ...]


def with_drafted_seats(
    rows: Iterable[GatheredRow], days: Iterable[SeatsOfDay], successors: Mapping[str, str]
) -> list[GatheredRow]:
    """Return rows after the seats of each day changed. `successors`: by a body the one that the rows name for it."""
    found = list(rows)
    for day in days:
        last = (day.on - timedelta(days=1)).isoformat()
        ended = EndedSeats.of(day.ended, successors)
        kept = [until(row, last) if ended.has(row) else row for row in found]
        begun = [drafted_row(under_names(each, successors), day.on) for each in day.begun]
        found = [row for row in kept if row is not None] + begun
    return found


@dataclass(frozen=True, slots=True)
class EndedSeats:
    """Seats that end: all rows of a body and holder; where the rows name another body for one, that with its votes."""

    pairs: frozenset[tuple[str, str]]
    votes: Counter[tuple[str, str, int]]

    @classmethod
    def of(cls, ended: Iterable[OrganisedSeat], successors: Mapping[str, str]) -> "EndedSeats":
        """Sort the seats by whether the rows name another body for one of theirs."""
        given = list(ended)
        renamed = [each for each in given if each.body in successors or each.holder in successors]
        votes = Counter(
            (each.body, each.holder, each.votes) for each in (under_names(seat, successors) for seat in renamed)
        )
        return cls(frozenset((each.body, each.holder) for each in given if each not in renamed), votes)

    def has(self, row: GatheredRow) -> bool:
        """Return whether a row is a published statement of one of the seats; one with its votes is found once."""
        if row.stated.kind != SEAT or not is_published(row.scope, row.stated.source.url):
            return False
        values = row.stated.values
        pair, votes = (str(values.get("body")), str(values.get("holder"))), values.get("votes")
        if pair in self.pairs:
            return True
        seat = (*pair, votes if isinstance(votes, int) else 1)
        if self.votes[seat] <= 0:
            return False
        self.votes[seat] -= 1
        return True


def under_names(seat: OrganisedSeat, successors: Mapping[str, str]) -> OrganisedSeat:
    """Return a seat under the names that rows have for its bodies."""
    body, holder = (successors.get(key, key) for key in (seat.body, seat.holder))
    return replace(seat, body=body, holder=holder)


def until(row: GatheredRow, last: str) -> GatheredRow | None:
    """Return a row with a last day; as it was where it ended before, None where it would begin later."""
    if row.stated.until_on is not None and row.stated.until_on <= last:
        return row
    if row.stated.from_on is not None and row.stated.from_on > last:
        return None
    return replace(row, stated=replace(row.stated, until_on=last))


def drafted_row(seat: OrganisedSeat, on: date) -> GatheredRow:
    """Return the row of a seat that begins on a day; it serves every case."""
    lineage = f"drafted:{seat.body}:{seat.holder}:{on}"
    values: Values = {"body": seat.body, "holder": seat.holder, "votes": seat.votes}
    stated = GatheredStatement(
        ref=f"{SEAT}/{lineage}", lineage=lineage, kind=SEAT, values=values, from_on=on.isoformat()
    )
    return GatheredRow(stated, SCOPE_OF_LAW, "")
