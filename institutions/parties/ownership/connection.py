"""The connection of two parties: the shortest chain of statements between them, searched from both ends at once.

Each step of the search is one query, whatever the number of parties; there are as many as the chain may have links.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection as database

from institutions.access.callers import EVERYBODY, Reader
from institutions.access.view import TieView
from institutions.models import Source, Statement, table_of
from institutions.models.conditions import SqlCondition
from institutions.models.sql_lists import as_listed, listed_ids, quote_name
from institutions.parties.ownership.connecting_ways import CONNECTING, SAME_PARTY, TOLD, ConnectingWay, connections_for
from institutions.parties.ownership.parties import DescribedParty, describe_parties
from institutions.parties.ownership.ties import as_uuid
from institutions.parties.ownership.walking import arm_condition

MOST_LINKS: Final = 6
MOST_PARTIES: Final = 20_000  # that are looked at in all; a fund holds parts of thousands of companies
RANK: Final = {kind: place for place, kind in enumerate((SAME_PARTY, *CONNECTING))}
Tie = tuple[str, int]  # kind and row; 0 for two parties that are one


@dataclass(frozen=True, slots=True)
class ConnectingStatement:
    """One statement of a link: its name, its details besides its parties, the days when it is true, and its source."""

    kind: str
    ref: str
    says: Mapping[str, object]
    from_on: date | None
    until_on: date | None
    confidence: str
    source: Source | None
    submission: str  # reference of the submission that states it, where it rests on no document
    submission_id: int | None = None
    imported_id: int | None = None
    parties: Mapping[str, UUID] = field(default_factory=dict)  # by field, those that it connects


@dataclass(frozen=True, slots=True)
class Link:
    """Two parties of a chain and every statement that connects them directly; none where they were found to be one."""

    one: DescribedParty
    other: DescribedParty
    statements: tuple[ConnectingStatement, ...]


@dataclass(frozen=True, slots=True)
class Connection:
    """The answer. `links` is None if there is no chain of at most MOST_LINKS links among the parties searched.

    `cut`: there were more parties than are searched, so a chain may have been missed.
    """

    links: tuple[Link, ...] | None
    looked_at: int
    cut: bool


@dataclass(slots=True)
class SearchSide:
    """The parties found from one end: by party, the one before it and the statements between them."""

    frontier: set[UUID]
    before: dict[UUID, tuple[UUID | None, tuple[Tie, ...]]] = field(default_factory=dict)
    rank: dict[UUID, int] = field(default_factory=dict)  # of the kinds in the chain so far, added up

    def chain(self, party: UUID) -> list[tuple[UUID, UUID, tuple[Tie, ...]]]:
        """Return the links from the end to a party."""
        found = []
        previous, ties = self.before[party]
        while previous is not None:
            found.append((previous, party, ties))
            party = previous
            previous, ties = self.before[party]
        return found[::-1]


def find_connection(
    one: UUID, other: UUID, *, on: date, reader: Reader = EVERYBODY, known_at: datetime | None = None
) -> Connection:
    """Find the shortest chain between two parties on a day; of several, owners before posts before kin, then first ids.

    The reader decides whose statements about people are followed, and whether kin is.
    """
    view = TieView(on=on, known_at=known_at, reader=reader)
    ways = connections_for(reader)
    sides = [SearchSide({end}, {end: (None, ())}, {end: 0}) for end in (one, other)]
    cut = False
    for _ in range(MOST_LINKS):
        if sides[0].before.keys() & sides[1].before.keys():
            break
        side = min(sides, key=lambda each: len(each.frontier))
        if not side.frontier:
            break
        most = MOST_PARTIES - sum(len(each.before) for each in sides)
        cut |= expand_side(side, connected_parties(side.frontier, ways, view, most=most), most=most)
    meeting = sides[0].before.keys() & sides[1].before.keys()
    looked_at = len(sides[0].before.keys() | sides[1].before.keys())
    if not meeting:
        return Connection(None, looked_at, cut)
    middle = min(meeting, key=lambda each: (sides[0].rank[each] + sides[1].rank[each], each))
    back = [(after, party, ties) for party, after, ties in reversed(sides[1].chain(middle))]
    return Connection(chain_links([*sides[0].chain(middle), *back]), looked_at, cut)


def expand_side(side: SearchSide, found: Iterable[tuple[UUID, UUID, Tie]], *, most: int) -> bool:
    """Take the neighbours of a frontier as the next one. Return True if they were too many and some are left out."""
    fresh: dict[UUID, dict[UUID, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    rows = 0
    for start, end, tie in found:
        rows += 1
        if end not in side.before:
            fresh[end][start].append(tie)
    for end, starts in fresh.items():
        ranks = {start: side.rank[start] + min(RANK[kind] for kind, _ in ties) for start, ties in starts.items()}
        start = min(starts, key=lambda each: (ranks[each], each))
        side.before[end] = (start, tuple(sorted(set(starts[start]))))
        side.rank[end] = ranks[start]
    side.frontier = set(fresh)
    return rows > most


def connected_parties(
    parties: Collection[UUID], ways: tuple[ConnectingWay, ...], view: TieView, *, most: int
) -> Iterable[tuple[UUID, UUID, Tie]]:
    """Find every party that a statement in view connects directly with one of these, with the statement: one query."""
    conditions = [arm_condition(each.arm, view) for each in ways]
    steps = [
        f"{number} AS way, {'0' if each.kind == SAME_PARTY else 'e.id'} AS tie, e.{quote_name(each.arm.end)} AS b"
        f" FROM {{}}{quote_name(each.arm.table)} e WHERE {condition.sql}"
        for number, (each, condition) in enumerate(zip(ways, conditions, strict=True))
    ]
    parameters = tuple(each for condition in conditions for each in condition.parameters)
    if database.vendor == "sqlite":
        found = " UNION ALL ".join(f"SELECT found.id, {step.format('found CROSS JOIN ')}" for step in steps)
    else:
        of_each = " UNION ALL ".join(f"SELECT {step.format('')}" for step in steps)
        found = f"SELECT found.id, tie.* FROM found CROSS JOIN LATERAL ({of_each}) tie"  # noqa: S608 - no input in it
    query = SqlCondition(f"WITH found(id) AS ({listed_ids()}) {found} LIMIT {max(most, 0) + 1}", parameters)
    with database.cursor() as cursor:
        cursor.execute(query.sql, (as_listed(parties), *query.parameters))
        rows = cursor.fetchall()
    return [(as_uuid(start), as_uuid(end), (ways[way].kind, row)) for start, way, row, end in rows]


def chain_links(chain: list[tuple[UUID, UUID, tuple[Tie, ...]]]) -> tuple[Link, ...]:
    """Return the links with their statements' content: one query per kind in the chain, and one for its parties."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for _, _, ties in chain:
        for kind, row in ties:
            wanted[kind].add(row)
    rows = {
        (kind, row.pk): statement_details(row)
        for kind, pks in sorted(wanted.items())
        if kind != SAME_PARTY
        for row in table_of(kind).objects.filter(pk__in=pks).select_related("source", "submission__partnership")
    }
    known = describe_parties({party for first, second, _ in chain for party in (first, second)}, follow=False)
    return tuple(
        Link(known.parties[str(first)], known.parties[str(second)], tuple(rows[tie] for tie in ties if tie in rows))
        for first, second, ties in chain
    )


def statement_details(row: Statement) -> ConnectingStatement:
    """Return the details of one statement that pages may show: no fees, and no other person."""
    said = {name: value for name, value in row.values().items() if name in TOLD and value is not None}
    return ConnectingStatement(
        kind=row.kind.name,
        ref=f"{row.kind.name}/{row.lineage}",
        says=said,
        from_on=row.from_on,
        until_on=row.until_on,
        confidence=row.confidence,
        source=row.source,
        submission="" if row.source or not row.submission else row.submission.partnership.reference,
        submission_id=row.submission_id,
        imported_id=row.imported_id,
        parties=connecting_fields_parties(row),
    )


def connecting_fields_parties(row: Statement) -> dict[str, UUID]:
    """Return the parties in the fields by which a statement connects."""
    names = dict.fromkeys(name for pair in CONNECTING[row.kind.name] for name in pair)
    found = {name: getattr(row, f"{row.kind.by_name[name].column}_id") for name in names}
    return {name: party for name, party in found.items() if party}
