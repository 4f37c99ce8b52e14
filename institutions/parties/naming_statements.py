"""The statements that name a party, by kind: one query for all kinds, and one more for each kind that is found.

However many statements there are, only the rows of one page of each kind are read; the others are counted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from institutions.access import statements
from institutions.access.callers import SYSTEM, Reader
from institutions.access.view import TieView
from institutions.kinds import KINDS, FieldSort, Kind
from institutions.models import Statement, table_of
from institutions.models.conditions import TRUE_ON, SqlCondition
from institutions.models.sql_lists import as_listed, id_among, quote_name
from institutions.parties.ownership.walking import kind_table

NAMING: Final = tuple(name for name, kind in KINDS.items() if kind.parties)


@dataclass(frozen=True, slots=True)
class NamingStatements:
    """The statements of one kind that name a party: one page of rows, how many are true on the day, and the total.

    `value_on_day` holds the ids of the rows on the page that are true on the day.
    """

    kind: Kind
    rows: tuple[Statement, ...]
    on_day: frozenset[int]
    now: int
    in_all: int


def statements_naming(
    parties: Collection[UUID], kinds: Collection[str], *, on: date, reader: Reader, first: int = 0, most: int
) -> list[NamingStatements]:
    """Return the statements that name one of the parties, as known now, by kind in the order of declaration.

    Within a kind, statements that are true on the day come first, then the latest; `most` of each kind are read,
    from position `first` (0-based). Contact details are read only where the reader's own bodies stated them. Kinds
    without a statement on the page are left out.
    """
    found = naming_places(parties, kinds, on=on, reader=reader, first=first, most=most)
    return [read_naming(kind, found[kind]) for kind in KINDS if kind in found]


@dataclass(frozen=True, slots=True)
class Places:
    """One page of ids of a kind in their order, with the counts over all pages."""

    ids: tuple[int, ...]
    on_day: frozenset[int]
    now: int
    in_all: int


def naming_places(
    parties: Collection[UUID], kinds: Collection[str], *, on: date, reader: Reader, first: int, most: int
) -> dict[str, Places]:
    """Return one page of ids and the counts by kind: one query, with one subselect for each kind."""
    steps = [naming_step(KINDS[kind], parties, on, reader) for kind in kinds if kind in NAMING]
    if not steps:
        return {}
    window = f" WHERE place > {int(first)} AND place <= {int(first) + int(most)}"
    sql = " UNION ALL ".join(f"SELECT * FROM ({each.sql}) t{window}" for each in steps)  # noqa: S608 - no input in it
    with connection.cursor() as cursor:
        cursor.execute(sql, tuple(parameter for each in steps for parameter in each.parameters))
        rows = sorted(cursor.fetchall())
    found: dict[str, list[tuple[Any, ...]]] = {}  # Any: as the driver gives them
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return {
        kind: Places(
            ids=tuple(pk for _, _, pk, _, _, _ in of_kind),
            on_day=frozenset(pk for _, _, pk, true, _, _ in of_kind if true),
            now=of_kind[0][4],
            in_all=of_kind[0][5],
        )
        for kind, of_kind in found.items()
    }


def naming_step(kind: Kind, parties: Collection[UUID], on: date, reader: Reader) -> SqlCondition:
    """Return the SQL of the statements of a kind in order: kind, place, id, if true on the day, and both counts."""
    own_only = kind.name in statements.OWN_ONLY
    rule = statements.stated_by_own_bodies_rule(reader) if own_only else statements.ties_rule(reader)
    condition = names_some_party(kind, parties) & TieView(reader=SYSTEM).condition() & statements.rule_condition(rule)
    begun = 'COALESCE(e.from_on, e."on")' if "on" in kind.by_name else "e.from_on"
    day = on.isoformat()
    rows = (
        f"SELECT e.id, {begun} AS begun, CASE WHEN {TRUE_ON} THEN 1 ELSE 0 END AS now"  # noqa: S608 - no input in it
        f" FROM {quote_name(kind_table(kind.name))} e WHERE {condition.sql}"
    )
    order = "now DESC, CASE WHEN begun IS NULL THEN 1 ELSE 0 END, begun DESC, id DESC"
    sql = (
        f"SELECT '{kind.name}' AS kind, ROW_NUMBER() OVER (ORDER BY {order}) AS place, id, now,"  # noqa: S608 - no input
        f" SUM(now) OVER () AS true_now, COUNT(*) OVER () AS in_all FROM ({rows}) r"
    )
    return SqlCondition(sql, (day, day, *condition.parameters))


def names_some_party(kind: Kind, parties: Collection[UUID]) -> SqlCondition:
    """Return the condition that one of the parties is named in some field of the row."""
    listed = as_listed(parties)
    ways = []
    for each in kind.parties:
        if each.sort is FieldSort.PARTY:
            ways.append(id_among(f"e.{quote_name(f'{each.column}_id')}"))
        else:
            listing: Any = table_of(kind.name)._meta.get_field(each.column)  # noqa: SLF001 - documented; Any: a list field
            members, owner, member = listing.m2m_db_table(), listing.m2m_column_name(), listing.m2m_reverse_name()
            ways.append(
                f"e.id IN (SELECT m.{quote_name(owner)} FROM {quote_name(members)} m"  # noqa: S608 - no input in it
                f" WHERE {id_among(f'm.{quote_name(member)}')})"
            )
    return SqlCondition(" OR ".join(ways), (listed,) * len(ways))


def read_naming(kind: str, found: Places) -> NamingStatements:
    """Read the rows of one kind with their sources, in their order. The document of a submission is never loaded."""
    lists = [each.column for each in KINDS[kind].parties if each.sort is FieldSort.PARTIES]
    rows = table_of(kind).objects.filter(pk__in=found.ids).select_related("source").prefetch_related(*lists)
    by_id: dict[int, Statement] = {row.pk: row for row in rows}
    return NamingStatements(
        kind=KINDS[kind],
        rows=tuple(by_id[pk] for pk in found.ids if pk in by_id),
        on_day=found.on_day,
        now=found.now,
        in_all=found.in_all,
    )


def parties_named_in(rows: Iterable[Statement]) -> set[UUID]:
    """Return the ids of all parties that the rows name."""
    found: set[UUID] = set()
    for row in rows:
        for each in row.kind.parties:
            if each.sort is FieldSort.PARTIES:
                found.update(party.pk for party in getattr(row, each.column).all())
            elif party := getattr(row, f"{each.column}_id"):
                found.add(party)
        found.update(party for each in row.kind.fields if (party := row.party_in_text(each)))
    return found
