"""Statements of any kind that a reader may see: how many meet a condition, and the first of them.

`institutions.access.statements` says which these are. All kinds are counted in one query.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection

from institutions.access import statements
from institutions.access.callers import Reader
from institutions.kinds import KINDS, FieldSort, PartyType
from institutions.models import ImportedRecord, Source, Statement, Submission, table_of
from institutions.models.conditions import HELD, SqlCondition
from institutions.models.sql_lists import as_listed, id_among, quote_name
from institutions.parties.ownership.walking import kind_table


def rests_on_condition(source: int) -> SqlCondition:
    """Require that the statement is current and rests on a source.

    There is no index on sources: the table is read once from its first row on. The condition of currency is wrapped up,
    or SQLite would take the index of current rows and read the table in the order of their lineages, twenty times
    slower.
    """
    return SqlCondition(f"e.source_id = {int(source)} AND CASE WHEN {HELD} THEN 1 ELSE 0 END = 1")


def visible_to_reader(kind: str, reader: Reader, *, cases: bool) -> SqlCondition:
    """Select the statements of a kind that a reader may see; with `cases`, also those that belong to one case alone."""
    rule = statements.readable_in_cases(kind, reader) if cases else statements.statements_rule(kind, reader)
    return statements.rule_condition(rule)


def statement_counts(conditions: Mapping[str, SqlCondition]) -> dict[str, int]:
    """Count the statements of each kind that meet the kind's condition; kinds without any are left out. One query."""
    if not conditions:
        return {}
    parts = [
        f"SELECT '{kind}' AS kind, COUNT(*) AS number FROM {quote_name(kind_table(kind))} e WHERE {condition.sql}"  # noqa: S608 - no input in it
        for kind, condition in conditions.items()
    ]
    parameters = [each for condition in conditions.values() for each in condition.parameters]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return {kind: number for kind, number in cursor.fetchall() if number}


def latest_statements(kind: str, condition: SqlCondition, most: int) -> list[Statement]:
    """Read the statements that were entered last, with their lists of parties."""
    sql = (
        f"SELECT e.* FROM {quote_name(kind_table(kind))} e WHERE {condition.sql}"  # noqa: S608 - no input in it
        f" ORDER BY e.id DESC LIMIT {int(most)}"
    )
    lists = [each.column for each in KINDS[kind].fields if each.sort is FieldSort.PARTIES]
    rows = table_of(kind).objects.raw(sql, condition.parameters)
    return list(rows.prefetch_related(*lists) if lists else rows)


def first_of_each(conditions: Mapping[str, SqlCondition], most: int) -> dict[str, list[Statement]]:
    """Read the first statements of each kind, with their sources: a query per kind, and three for all of them."""
    rows = {kind: latest_statements(kind, condition, most) for kind, condition in conditions.items()}
    found = [row for each in rows.values() for row in each]
    sources = Source.objects.in_bulk({row.source_id for row in found if row.source_id})
    submissions = Submission.objects.select_related("partnership").defer("document")
    submitted = submissions.in_bulk({row.submission_id for row in found if row.submission_id})
    records = ImportedRecord.objects.select_related("job")
    imported = records.in_bulk({row.imported_id for row in found if row.imported_id})
    for row in found:
        row.source = sources[row.source_id] if row.source_id else None
        row.submission = submitted[row.submission_id] if row.submission_id else None
        row.imported = imported[row.imported_id] if row.imported_id else None
    return rows


def about_bodies() -> dict[str, tuple[str, ...]]:
    """Return the kinds that may name a government body, with the columns for it; none that belong to one case."""
    named = {
        name: tuple(
            each.column for each in kind.parties if each.sort is FieldSort.PARTY and PartyType.BODY in each.allows
        )
        for name, kind in KINDS.items()
        if not kind.case
    }
    return {name: columns for name, columns in named.items() if columns}


def names_one_of(columns: Iterable[str], parties: Iterable[UUID]) -> SqlCondition:
    """Require that the statement is current, and that one of the columns holds one of the parties."""
    names = tuple(columns)
    sql = " OR ".join(id_among(f"e.{quote_name(f'{name}_id')}") for name in names)
    return SqlCondition(f"{HELD} AND ({sql})", (as_listed(parties),) * len(names))
