"""The plans of statements on PostgreSQL: which of them read a large table from end to end."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.db import Error, connection, transaction

LARGE: Final = 20_000  # rows: a smaller table may be read whole
PLANNED: Final = ("SELECT", "WITH", "UPDATE", "DELETE", "INSERT")
Json = Mapping[str, Any]  # Any: a plan as PostgreSQL writes it


def large_scans(statements: Iterable[str]) -> list[tuple[str, str]]:
    """Return table and statement of each sequential scan of a large table; nothing on SQLite. No statement is run."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LARGE])
        large = {name for (name,) in cursor.fetchall()}
    planned = (each for each in dict.fromkeys(statements) if each.lstrip(" (").startswith(PLANNED))
    return [(table, each) for each in planned for table in scanned(plan_of(each)) if table in large]


def plan_of(statement: str) -> Json:
    """Return the plan of a statement whose values are in its text; nothing of one that cannot be planned by itself."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
            found = cursor.fetchone()[0]
    except Error:
        return {}
    return (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]  # type: ignore[no-any-return]  # Any


def scanned(plan: Json) -> Iterator[str]:
    """Yield the tables that a plan reads from end to end."""
    if plan.get("Node Type") == "Seq Scan":
        yield plan["Relation Name"]
    for each in plan.get("Plans", ()):
        yield from scanned(each)
