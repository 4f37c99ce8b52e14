"""Storing the statements of a revision: what is unchanged keeps its row, what changed continues its lineage."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from institutions.changes import ChangedStatement
from institutions.drafts.draft import PartnershipDraft
from institutions.drafts.parties import Resolved
from institutions.drafts.rows import Row, row_held, row_of
from institutions.kinds import KINDS, Reach, Sort
from institutions.models import Statement, Submission, table_of


@dataclass(slots=True)
class Changes:
    """What a submission changed for others: statements that are new, changed or gone, but for its own case's alone."""

    statements: list[ChangedStatement] = field(default_factory=list)

    def note(self, row: Row) -> None:
        """Remember a row that is held from now on, or no longer."""
        if row.reach is not Reach.CASE:
            self.statements.append(
                ChangedStatement(kind=row.kind, lineage=row.lineage, reach=row.reach, values=row.values)
            )


def store_statements(
    draft: PartnershipDraft,
    submission: Submission,
    previous: Submission | None,
    resolved: Resolved,
    sources: Mapping[str, int],
    moment: datetime,
) -> Changes:
    """Bring each table of statements from the previous revision to this one: a fixed number of queries a table."""
    drafted = defaultdict(list)
    for statement in draft.statements:
        drafted[statement.kind].append(statement)
    before = (previous.document.get("statements") or []) if previous else []
    kinds = {*drafted, *(each["kind"] for each in before)}
    changes = Changes()
    calls: dict[str, UUID] = {}
    for name in sorted(kinds, key=lambda each: (each != "call", each)):  # other rows point to the lineage of a call
        rows = [row_of(each, resolved, calls, sources) for each in drafted[name]]
        held = list(held_rows(name, submission)) if previous else []
        store_kind(name, rows, held, submission, moment, changes)
        if name == "call":
            calls = {key: row.lineage for row in rows if isinstance(key := row.columns["key"], str)}
    return changes


def held_rows(kind: str, submission: Submission) -> Iterable[Statement]:
    """The partnership's current rows of a kind."""
    lists = [each.column for each in KINDS[kind].fields if each.sort is Sort.PARTIES]
    rows = table_of(kind).objects.current().filter(partnership=submission.partnership_id)
    return rows.order_by("pk").prefetch_related(*lists)


def store_kind(
    kind: str, rows: list[Row], held: list[Statement], submission: Submission, moment: datetime, changes: Changes
) -> None:
    """Supersede what is gone or changed, insert what is new or changed."""
    unchanged: dict[object, list[tuple[Statement, Row]]] = defaultdict(list)
    for each in held:
        was = row_held(each)
        unchanged[was.content].append((each, was))
    fresh: list[Row] = []
    for row in rows:
        if same := unchanged.get(row.content):
            row.lineage = same.pop(0)[1].lineage
        else:
            fresh.append(row)
    gone = [pair for pairs in unchanged.values() for pair in pairs]
    continue_lineages(fresh, [was for _, was in gone])
    for row in (*fresh, *(was for _, was in gone)):
        changes.note(row)
    table = table_of(kind)
    if gone:
        table.objects.filter(pk__in=[each.pk for each, _ in gone]).supersede(moment)
    stored = table.objects.bulk_create(row.instance(submission, moment) for row in fresh)
    for declared in KINDS[kind].fields:
        if declared.sort is Sort.PARTIES:
            store_members(table, declared.column, fresh, stored)


def continue_lineages(fresh: list[Row], gone: list[Row]) -> None:
    """A new row takes the lineage of a row that goes and is about the same, of the same day first."""
    open_lineages: dict[object, list[Row]] = defaultdict(list)
    for was in gone:
        open_lineages[was.identity].append(was)
    waiting: list[Row] = []
    for row in fresh:
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


def store_members(table: type[Statement], column: str, rows: list[Row], stored: list[Statement]) -> None:
    """The parties of a list, in one insert."""
    through = getattr(table, column).through
    through.objects.bulk_create(
        through(**{f"{table.__name__.lower()}_id": each.pk, "party_id": party})
        for row, each in zip(rows, stored, strict=True)
        for party in row.members[column]
    )
