"""The storage of tables with their indexes, and the number of statements, around a piece of work."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(slots=True)
class StorageGrowth:
    """Bytes by table with its indexes, and statements by their first word, of a piece of work that is over."""

    bytes: dict[str, int] = field(default_factory=dict)
    statements: Counter[str] = field(default_factory=Counter)

    @property
    def queries(self) -> int:
        """The number of statements, without savepoints."""
        return sum(number for word, number in self.statements.items() if word not in ("SAVEPOINT", "RELEASE"))


@contextmanager
def growth_of_storage() -> Iterator[StorageGrowth]:
    """Yield what is filled in at the end: the growth of each table, and the statements sent meanwhile."""
    found = StorageGrowth()

    def count(execute: Any, sql: str, *given: Any) -> Any:  # Any: as Django declares them
        found.statements[sql.split(maxsplit=1)[0]] += 1
        return execute(sql, *given)

    before = bytes_by_table()
    with connection.execute_wrapper(count):
        yield found
    found.bytes = {name: size - before.get(name, 0) for name, size in bytes_by_table().items()}


def bytes_by_table() -> Mapping[str, int]:
    """Return the bytes of each table, its indexes and what it keeps outside of its rows."""
    if connection.vendor == "sqlite":
        sql = """SELECT coalesce(made.tbl_name, used.name), sum(used.pgsize) FROM dbstat used
            LEFT JOIN sqlite_master made ON made.name = used.name WHERE used.aggregate = TRUE GROUP BY 1"""
    else:
        sql = """SELECT relname, pg_total_relation_size(oid) FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())
