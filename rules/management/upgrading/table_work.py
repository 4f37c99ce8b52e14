"""The work of a migration on tables that were there before, as PostgreSQL's catalogue shows it at its end.

Of a divided table its partitions are not named.

A change of a table locks it for everybody until the migration ends. That takes moments, unless the server has to read
or write every row meanwhile: this is what is looked for. SQLite lets nobody write during any migration, so nothing is
asked there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import connection

# The table of which `t` is a partition, or its own name.
NAME: Final = (
    "coalesce((SELECT whole.relname FROM pg_inherits JOIN pg_class whole ON whole.oid = inhparent"
    " WHERE inhrelid = t.oid), t.relname)"
)
# By table: its files, which change where it is written anew. A divided one has those of its partitions.
FILES: Final = (
    "SELECT {name}, string_agg(t.relfilenode::text, ' ' ORDER BY t.oid) FROM pg_class t"
    " WHERE t.relkind IN ('r', 'p') AND t.relnamespace = {schema} GROUP BY 1"
)
# By number, since a new one may have the name of the one that it replaces: the table.
INDEXES: Final = (
    "SELECT x.indexrelid, {name} FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid WHERE t.relnamespace = {schema}"
)
CHECKS: Final = (
    "SELECT o.oid, {name} FROM pg_constraint o JOIN pg_class t ON t.oid = o.conrelid"
    " WHERE o.contype IN ('c', 'f') AND t.relnamespace = {schema}"
)
# By table and column: whether it must not be empty. Partitions have the columns of their table.
COLUMNS: Final = (
    "SELECT t.relname || '.' || a.attname, a.attnotnull FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid"
    " WHERE a.attnum > 0 AND t.relkind IN ('r', 'p') AND NOT t.relispartition AND t.relnamespace = {schema}"
)
WRITTEN: Final = (
    "SELECT {name}, sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint FROM pg_stat_xact_user_tables"
    " JOIN pg_class t ON t.oid = relid GROUP BY 1"
)
SCHEMA: Final = "current_schema()::regnamespace"


class TableWork(StrEnum):
    """The sort of work on a table that takes longer the more rows it has."""

    WRITTEN_ANEW = "written anew"
    INDEXED = "indexed"
    CHECKED = "checked"
    ROWS_WRITTEN = "rows written"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The tables of a database at one moment."""

    files: Mapping[str, str]
    indexes: Mapping[int, str]
    checks: Mapping[int, str]
    columns: Mapping[str, bool]
    written: Mapping[str, int]  # rows, in this session and not yet told to the server's statistics


def read_catalogue() -> Catalogue | None:
    """Read the catalogue; None for another database than PostgreSQL."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        parts = []
        for asked in (FILES, INDEXES, CHECKS, COLUMNS, WRITTEN):
            cursor.execute(asked.format(name=NAME, schema=SCHEMA))
            parts.append(dict(cursor.fetchall()))
    return Catalogue(*parts)


def work_since(before: Catalogue | None) -> tuple[str, ...]:
    """Return the work of this transaction on tables that were there before, such as `rules_match checked`."""
    now = read_catalogue()
    if before is None or now is None:
        return ()
    found = {(table, work) for table, work in works(before, now) if table in before.files}
    return tuple(f"{table} {work}" for table, work in sorted(found))


def works(before: Catalogue, now: Catalogue) -> Iterator[tuple[str, TableWork]]:
    """Yield tables and work. An index or check of a table that is written anew is a part of that."""
    anew = {name for name, file in before.files.items() if now.files.get(name, file) != file}
    for name in anew:
        yield name, TableWork.WRITTEN_ANEW
    for table in (now.indexes[each] for each in now.indexes.keys() - before.indexes.keys()):
        if table not in anew:
            yield table, TableWork.INDEXED
    for table in (now.checks[each] for each in now.checks.keys() - before.checks.keys()):
        if table not in anew:
            yield table, TableWork.CHECKED
    for name, needed in now.columns.items():
        if needed and before.columns.get(name) is False and name.partition(".")[0] not in anew:
            yield name.partition(".")[0], TableWork.CHECKED
    for table, rows in now.written.items():
        if rows > before.written.get(table, 0) and table not in KEPT_BY_DJANGO:
            yield table, TableWork.ROWS_WRITTEN


KEPT_BY_DJANGO: Final = frozenset({"django_migrations", "django_content_type", "auth_permission"})
