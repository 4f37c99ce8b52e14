"""The shapes of tables, as the triggers of rows that are written once need them, read from the database's catalogue.

Django's introspection says more, and takes the text of each table apart to know it on SQLite: most of the time of
`manage.py verify_audit` there, and of migrations that make triggers.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

# The name of each column in its order, and whether it is the first of the primary key: that of a divided table has the
# column by which it is divided too.
OF_POSTGRESQL = """
    SELECT relname, attname, COALESCE(attnum = indkey[0], false)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    LEFT JOIN pg_index ON indrelid = pg_class.oid AND indisprimary
    WHERE relname = ANY (%s) AND pg_table_is_visible(pg_class.oid) AND attnum > 0 AND NOT attisdropped
    ORDER BY relname, attnum"""
PARTITIONS = """
    SELECT whole.relname, part.relname FROM pg_inherits
    JOIN pg_class whole ON whole.oid = inhparent JOIN pg_class part ON part.oid = inhrelid
    WHERE whole.relname = ANY (%s) AND whole.relkind = 'p' AND pg_table_is_visible(whole.oid) ORDER BY part.oid"""


@dataclass(frozen=True, slots=True)
class TableShape:
    """The columns of a table and its key; of a table of SQLite also what no two rows may have in common; of a divided
    one of PostgreSQL its partitions.
    """

    columns: tuple[str, ...]
    key: str
    is_numbered: bool = False  # the key is a whole number
    unique: tuple[tuple[str, ...], ...] = ()  # but for the key; first the constraints, as the table declares them
    partitions: tuple[str, ...] = ()


def table_shapes(
    connection: Any, tables: Collection[str]
) -> dict[str, TableShape]:  # Any: Django's, of either database
    """Return the shapes of tables by name. LookupError names one that is not there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = {table: shape for table in tables if (shape := sqlite_shape(cursor, table))}
        else:
            found = postgresql_shapes(cursor, tables)
    if lacking := [table for table in tables if table not in found]:
        message = f"The database has no table {lacking[0]}. Apply the migrations that make it first."
        raise LookupError(message)
    return found


def postgresql_shapes(cursor: Any, tables: Collection[str]) -> dict[str, TableShape]:  # Any: as above
    """Return the shapes of tables of PostgreSQL, in one query."""
    cursor.execute(OF_POSTGRESQL, [list(tables)])
    columns: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for table, name, is_key in cursor.fetchall():
        columns.setdefault(table, []).append(name)
        if is_key:
            keys[table] = name
    parts = partitions_of(cursor, tables)
    return {
        table: TableShape(tuple(names), keys[table], partitions=parts.get(table, ()))
        for table, names in columns.items()
    }


def partitions_of(cursor: Any, tables: Collection[str]) -> dict[str, tuple[str, ...]]:  # Any: as above
    """Return the partitions of those tables of PostgreSQL that are divided."""
    cursor.execute(PARTITIONS, [list(tables)])
    found: dict[str, tuple[str, ...]] = {}
    for table, part in cursor.fetchall():
        found[table] = (*found.get(table, ()), part)
    return found


def sqlite_shape(cursor: Any, table: str) -> TableShape | None:  # Any: as above
    """Return the shape of a table of SQLite; None if there is no such table."""
    cursor.execute(f'PRAGMA table_info("{table}")')
    described = cursor.fetchall()
    if not described:
        return None
    key, kind = next((name, kind) for _, name, kind, _, _, of_key in described if of_key)
    cursor.execute(f'PRAGMA index_list("{table}")')  # the newest first
    whole = [(name, origin) for _, name, unique, origin, partial in cursor.fetchall() if unique and not partial]
    declared = [name for name, origin in reversed(whole) if origin == "u"]
    unique = []
    for index in (*declared, *(name for name, origin in whole if origin == "c")):
        cursor.execute(f'PRAGMA index_info("{index}")')
        unique.append(tuple(name for _, _, name in cursor.fetchall()))
    return TableShape(tuple(name for _, name, *_ in described), key, "int" in kind.lower(), tuple(unique))
