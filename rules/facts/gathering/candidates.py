"""The kinds of statements that have something for the cases of a batch, asked for all kinds together.

Most kinds have nothing for a case. One query says which have something, and the others are not read. It finds rows that
the cases may read, no more: how many queries follow says nothing about rows that are kept from them.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import connection

from institutions.access import statements
from institutions.access.callers import AssessedCases
from institutions.models.conditions import KNOWN, SqlCondition
from institutions.models.sql_lists import quote_name
from institutions.parties.ownership.walking import kind_table
from rules.facts.gathering.selecting import JOINED, NEVER, join_sources

Conditions = Mapping[str, tuple[SqlCondition, ...]]  # by kind; a row meets one of them


def kinds_found(ways: Conditions, own: Iterable[str], cases: AssessedCases, known_at: datetime) -> set[str]:
    """Return the kinds of which a row that the cases may read, as known at a moment, meets one of the conditions; and
    those of `own` of which the cases have own rows: one query, none where nothing is asked.

    Rows are found in each table by its indexes, and the right to read them is tested once for all tables.
    """
    of_cases = statements.rule_condition(statements.own_statements_rule(cases))
    asked = {kind: [each for each in of_kind if each != NEVER] for kind, of_kind in ways.items()}
    for kind in own if of_cases != NEVER else ():
        asked.setdefault(kind, []).append(of_cases)
    parts = [rows_of(kind, reduce(or_, asked[kind]), known_at) for kind in sorted(asked) if asked[kind]]
    if not parts:
        return set()
    readable = of_cases | statements.rule_condition(statements.given_to_bodies_rule(cases.bodies), JOINED)
    sql = (
        f"SELECT DISTINCT e.kind FROM ({' UNION ALL '.join(each.sql for each in parts)}) e"  # noqa: S608 - no input in it
        f"{join_sources()} WHERE {readable.sql}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(each for part in parts for each in part.parameters), *readable.parameters])
        return {kind for (kind,) in cursor.fetchall()}


def rows_of(kind: str, way: SqlCondition, known_at: datetime) -> SqlCondition:
    """Return a SELECT of the known rows of a kind that meet a condition, with what says who may read them."""
    moment = str(connection.ops.adapt_datetimefield_value(known_at))
    return SqlCondition(
        f"SELECT '{kind}' AS kind, {statements.tested_columns()}"  # noqa: S608 - no input in it
        f" FROM {quote_name(kind_table(kind))} e WHERE {KNOWN} AND ({way.sql})",
        (moment, moment, *way.parameters),
    )
