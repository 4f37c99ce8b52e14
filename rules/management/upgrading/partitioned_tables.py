"""The tables that a large register divides, and by which column; which of them are divided now.

Decision 104 says for each table why it is divided by this column, and why others stay whole.
"""

from collections.abc import Collection, Mapping
from typing import Final

from django.conf import settings
from django.db import connection

from institutions.models import TABLES
from institutions.models.sql_lists import quote_name
from rules.models import AskedValue, Match, NamedPerson, PackedOutcomes, Snapshot

LEAVE: Final = 0  # of the setting: each table stays as it is
WHOLE: Final = 1
# A column that every unique constraint of the table has, so that the database can go on enforcing them. The questions
# of a partnership have one row of `rules_asking`, so their values lie together; as do the findings of a result.
OF_RESULTS: Final = {AskedValue: "asking_id", Match: "assessment_id", NamedPerson: "partnership_id"}
# Others point at these, so that the key has to be what they point by.
POINTED_AT: Final = {Snapshot: "sha256", PackedOutcomes: "id"}
# Members of a consortium point at the row of their bid, whose lineage they do not have.
STAY: Final = frozenset({"bid"})
LINEAGE: Final = "lineage"  # one row of it is current: no other column would let the database see to that
PARTITIONS: Final = """
    SELECT relname, (SELECT count(*) FROM pg_inherits WHERE inhparent = pg_class.oid) FROM pg_class
    WHERE relname = ANY (%s) AND relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"""
# A query that reads a divided table locks each partition with each index of it, until its transaction ends.
INDEXES: Final = "SELECT count(*) FROM pg_index WHERE indrelid = ANY (%s::regclass[])"
LOCKS: Final = "SELECT current_setting('max_locks_per_transaction')::int, current_setting('max_connections')::int"
AT_ONCE: Final = 20  # transactions that read all divided tables, for which the server needs locks


class TooFewLocksError(Exception):
    """The server has locks for fewer partitions than would be there."""

    found = "the server has too few locks for so many partitions: others would fail with 'out of shared memory'"

    def __init__(self, needed: int) -> None:
        self.remedy = (
            f"Set max_locks_per_transaction of PostgreSQL to {needed} or more and restart it, or set TABLE_PARTITIONS "
            "to a smaller number."
        )
        super().__init__(f"{self.found}. {self.remedy}")


def divided_by() -> Mapping[str, str]:
    """Return the column by which each table is divided, by the name of the table."""
    found = {each._meta.db_table: column for each, column in (OF_RESULTS | POINTED_AT).items()}  # noqa: SLF001 - Django documents _meta
    found |= {table._meta.db_table: LINEAGE for kind, table in TABLES.items() if kind not in STAY}  # noqa: SLF001 - as above
    return found


def present_parts() -> dict[str, int]:
    """Return the number of partitions of each of these tables that there is: 1 for a whole one."""
    with connection.cursor() as cursor:
        cursor.execute(PARTITIONS, [list(divided_by())])
        return {table: parts or WHOLE for table, parts in cursor.fetchall()}


def tables_to_divide() -> dict[str, str]:
    """Return the tables that are to have another number of partitions than they have, with the column of each.

    A whole table stays whole until it has as many rows as the setting says.
    """
    wanted = settings.TABLE_PARTITIONS
    if wanted == LEAVE or connection.vendor != "postgresql":
        return {}
    by = divided_by()
    other = {table: parts for table, parts in present_parts().items() if parts != wanted}
    return {table: by[table] for table, parts in other.items() if parts != WHOLE or is_large(table)}


def is_large(table: str) -> bool:
    """Return whether a table has as many rows as one that is to be divided. No more of them are counted."""
    wanted = settings.TABLE_PARTITION_ROWS
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {quote_name(table)} LIMIT {wanted:d}) AS counted")  # noqa: S608 - names of ours
        return bool(cursor.fetchone()[0] >= wanted)


def check_locks(tables: Collection[str]) -> None:
    """Raise TooFewLocksError unless many transactions at once can read these tables and all that are divided."""
    parts = settings.TABLE_PARTITIONS
    if parts <= WHOLE:
        return
    divided = {table for table, number in present_parts().items() if number > WHOLE} | set(tables)
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [sorted(divided)])
        wanted = AT_ONCE * parts * (len(divided) + cursor.fetchone()[0])
        cursor.execute(LOCKS)
        each, connections = cursor.fetchone()
    if wanted > each * connections:
        raise TooFewLocksError(-(-wanted // connections))
