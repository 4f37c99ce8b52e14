"""The storage of documents' statements: an unchanged one keeps its row, a changed one continues its lineage.

One revision of a submission or many records of an import: each is compared with earlier statements of its owner.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from institutions.access.statements import serves_others
from institutions.drafts.origin import DocumentStatements, HeldStatements, Owner, StatementOrigin
from institutions.drafts.parties import ResolvedParties
from institutions.drafts.rows import StatementRow, held_row, row_to_store
from institutions.events.changes import ChangedStatement
from institutions.kinds import KINDS, FieldSort
from institutions.models import Statement, Submission, table_of
from institutions.models.noted_rows import note_written


@dataclass(slots=True)
class SharedChanges:
    """The changes that others may read: new, changed or superseded statements, except those of one case alone."""

    statements: list[ChangedStatement] = field(default_factory=list)

    def note(self, row: StatementRow) -> None:
        """Add a row that is current from now on, or no longer."""
        if serves_others(row.scope):
            self.statements.append(
                ChangedStatement(kind=row.kind, lineage=row.lineage, scope=row.scope, values=row.values)
            )


@dataclass(frozen=True, slots=True)
class HeldOfPartnership:
    """The current statements of a partnership; none where this is its first submission."""

    partnership: UUID
    previous: Submission | None

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of statements in the previous revision."""
        return (
            frozenset(each["kind"] for each in self.previous.document.get("statements") or ())
            if self.previous
            else frozenset()
        )

    def rows(self, kind: str) -> Iterator[tuple[Owner, Statement]]:
        """Yield the partnership's current rows of a kind."""
        if self.previous:
            # A range, not "equal": SQLite counts the empty entries of an index as one value, so that in a register of
            # imports it takes every row to be of this partnership, and would read the whole table.
            only = {"partnership__gte": self.partnership, "partnership__lte": self.partnership}
            for each in current_rows(kind).filter(**only):
                yield self.partnership, each


@dataclass(frozen=True, slots=True)
class NothingHeld:
    """The current statements of partnerships that are new: none."""

    kinds: frozenset[str] = frozenset()

    def rows(self, kind: str) -> Iterator[tuple[Owner, Statement]]:  # noqa: ARG002 - as `HeldStatements` declares it
        """Yield nothing."""
        yield from ()


def current_rows(kind: str) -> QuerySet[Statement]:
    """Return the current rows of a kind, with their lists."""
    lists = [each.column for each in KINDS[kind].fields if each.sort is FieldSort.PARTIES]
    rows: QuerySet[Statement] = table_of(kind).objects.current()
    return rows.order_by("pk").prefetch_related(*lists)


def store_statements(
    stated: Sequence[DocumentStatements],
    held: HeldStatements,
    resolved: Mapping[Owner, ResolvedParties],
    moment: datetime,
) -> SharedChanges:
    """Update each table of statements to the stated rows, in a fixed number of queries per table.

    `resolved` has, by the owner of a document, the parties of its keys.
    """
    drafted = defaultdict(list)
    for document in stated:
        for statement in document.statements:
            drafted[statement.kind].append((document, statement))
    origins = {document.origin.owner: document.origin for document in stated}
    changes = SharedChanges()
    calls: dict[Owner, dict[str, UUID]] = defaultdict(dict)
    kinds = {*drafted, *held.kinds}
    for name in sorted(kinds, key=lambda each: (each != "call", each)):  # other rows point to the lineage of a call
        rows = [row_to_store(each, of, resolved[of.origin.owner], calls[of.origin.owner]) for of, each in drafted[name]]
        store_kind(name, rows, list(held.rows(name)), origins, moment, changes)
        for row in rows if name == "call" else ():
            if isinstance(key := row.columns["key"], str):
                calls[row.owner][key] = row.lineage
    return changes


def store_kind(
    kind: str,
    rows: list[StatementRow],
    held: list[tuple[Owner, Statement]],
    origins: Mapping[Owner, StatementOrigin],
    moment: datetime,
    changes: SharedChanges,
) -> None:
    """Supersede rows that are missing or changed, and insert those that are new or changed."""
    unchanged: dict[object, list[tuple[Statement, StatementRow]]] = defaultdict(list)
    for owner, each in held:
        was = held_row(each, owner)
        unchanged[was.content].append((each, was))
    fresh: list[StatementRow] = []
    for row in rows:
        if unchanged and (same := unchanged.get(row.content)):
            row.lineage = same.pop(0)[1].lineage
        else:
            fresh.append(row)
    gone = [pair for pairs in unchanged.values() for pair in pairs]
    if gone:
        continue_lineages(fresh, [was for _, was in gone])
    for row in (*fresh, *(was for _, was in gone)):
        changes.note(row)
    table = table_of(kind)
    if gone:
        table.objects.filter(pk__in=[each.pk for each, _ in gone]).supersede(moment)
    stored = table.objects.bulk_create(row.instance(origins[row.owner], moment) for row in fresh)
    for declared in KINDS[kind].fields:
        if declared.sort is FieldSort.PARTIES:
            store_members(table, declared.column, fresh, stored)


def continue_lineages(fresh: list[StatementRow], gone: list[StatementRow]) -> None:
    """Give each new row the lineage of a superseded row about the same parties, of the same day if there is one.

    A row that already has the lineage of a superseded row keeps it.
    """
    named = {row.lineage for row in fresh} & {was.lineage for was in gone}
    open_lineages: dict[object, list[StatementRow]] = defaultdict(list)
    for was in gone:
        if was.lineage not in named:
            open_lineages[was.identity].append(was)
    waiting: list[StatementRow] = []
    for row in fresh:
        if row.lineage in named:
            continue
        candidates = open_lineages[row.identity]
        same_day = next((was for was in candidates if was.when == row.when), None)
        if same_day:
            candidates.remove(same_day)
            row.lineage = same_day.lineage
        else:
            waiting.append(row)
    for row in waiting:
        if candidates := open_lineages[row.identity]:
            row.lineage = candidates.pop(0).lineage


def store_members(table: type[Statement], column: str, rows: list[StatementRow], stored: list[Statement]) -> None:
    """Insert the parties of a list column with one query."""
    through = getattr(table, column).through
    note_written(
        through.objects.bulk_create(
            through(**{f"{table.__name__.lower()}_id": each.pk, "party_id": party})
            for row, each in zip(rows, stored, strict=True)
            for party in row.members[column]
        )
    )
