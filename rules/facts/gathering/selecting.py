"""The one query that reads statements of a kind: known at a moment, readable by the cases, meeting a condition.

It is written out in SQL because it is asked some thirty times for each assessment: to have it composed again each time
costs Django several times what the database needs to answer it.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache, reduce
from operator import or_
from typing import Final
from uuid import UUID

from django.db import connection

from institutions.access import statements
from institutions.access.callers import AssessedCases
from institutions.kinds import KINDS, FieldSort
from institutions.models import Import, ImportedRecord, Partnership, Source, Statement, table_of
from institutions.models.conditions import KNOWN, SqlCondition
from institutions.models.sql_lists import as_listed, id_among, number_among, quote_name
from institutions.parties.ownership.walking import kind_table

NEVER: Final = SqlCondition("FALSE")
# What the evidence says of where a statement comes from.
TOLD: Final = (
    "p.reference AS told_reference, COALESCE(p.submitted_by_id, i.body_id) AS told_body, i.file_name AS told_file,"
    " s.title AS told_title, s.publisher AS told_publisher, s.url AS told_url, s.retrieved_on AS told_retrieved_on"
)
JOINED: Final = {"partnership": "p", "imported__job": "i"}


def column_holds(column: str, ids: Iterable[UUID]) -> SqlCondition:
    """Match rows whose column has one of the ids, however many there are."""
    return SqlCondition(id_among(f"e.{quote_name(column)}"), (listed_once(frozenset(ids), connection.vendor),))


@lru_cache(maxsize=32)
def listed_once(ids: frozenset[UUID], _vendor: str) -> str:
    """Return ids as the parameter of a condition: the same hundreds stand in the conditions of some thirty kinds."""
    return as_listed(ids)


def column_equals(column: str, words: Iterable[str]) -> SqlCondition:
    """Match rows whose column has one of a few words."""
    given = tuple(sorted(words))
    return SqlCondition(f"e.{quote_name(column)} IN ({', '.join(['%s'] * len(given))})", given) if given else NEVER


def row_is(rows: Iterable[int]) -> SqlCondition:
    """Match these rows, however many there are."""
    return SqlCondition(number_among("e.id"), (as_listed(rows),))


def column_empty(column: str) -> SqlCondition:
    """Match rows with nothing stated in the column."""
    return SqlCondition(f"e.{quote_name(column)} IS NULL")


def column_differs(column: str, words: Iterable[str]) -> SqlCondition:
    """Match rows whose column has none of a few words, or nothing."""
    return SqlCondition(
        f"NOT {column_equals(column, words).sql}", column_equals(column, words).parameters
    ) | column_empty(column)


def select_statements(
    kind: str, conditions: Iterable[SqlCondition], cases: AssessedCases, known_at: datetime
) -> list[Statement]:
    """Return the statements of a kind, as known at a moment, that meet a condition and that one of the cases may read;
    and the cases' own.

    Each alternative names its column by itself, and one that nothing meets is left out: SQLite then reads an index
    for each instead of the table.
    """
    readable = statements.rule_condition(statements.given_to_bodies_rule(cases.bodies), JOINED)
    own = statements.rule_condition(statements.own_statements_rule(cases))
    ways = [way for way in (own, *(each & readable for each in conditions if each != NEVER)) if way != NEVER]
    wanted = reduce(or_, ways) if ways else NEVER
    moment = str(connection.ops.adapt_datetimefield_value(known_at))
    sql = (
        f"SELECT e.*, {TOLD} FROM {quote_name(kind_table(kind))} e"  # noqa: S608 - no input in it
        f"{join_sources()} LEFT JOIN {quote_name(Source._meta.db_table)} s ON s.id = e.source_id"  # noqa: SLF001 - documented
        f" WHERE {KNOWN} AND ({wanted.sql}) ORDER BY e.id"
    )
    lists = [each.column for each in KINDS[kind].fields if each.sort is FieldSort.PARTIES]
    # The members of consortia take one query for all rows together, and none where there are no rows: a case with
    # bids takes one query more than a case without, however many there are.
    rows = table_of(kind).objects.raw(sql, (moment, moment, *wanted.parameters))
    return list(rows.prefetch_related(*lists) if lists else rows)


def join_sources() -> str:
    """Return the joins from a row to the partnership and the import that stated it, under the names of `JOINED`."""
    return (
        f" LEFT JOIN {quote_name(Partnership._meta.db_table)} p ON p.id = e.partnership_id"  # noqa: SLF001 - documented
        f" LEFT JOIN {quote_name(ImportedRecord._meta.db_table)} r ON r.id = e.imported_id"  # noqa: SLF001 - documented
        f" LEFT JOIN {quote_name(Import._meta.db_table)} i ON i.id = r.job_id"  # noqa: SLF001 - documented
    )


def source_column(statement: Statement, name: str) -> str:
    """One of the columns of the source, partnership or import that `select_statements` adds; empty if there is none."""
    value = getattr(statement, f"told_{name}")
    return "" if value is None else str(value)
