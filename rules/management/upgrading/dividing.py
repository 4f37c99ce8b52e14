"""A table of PostgreSQL written anew as one that is divided by the hash of a column, or as a whole one again.

All of it is one transaction, which locks the table: a kill leaves it as it was. The copy is compared with the original
before that goes. Names of constraints, indexes and triggers stay, so that later migrations find them.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.db import connection, transaction

from institutions.models.sql_lists import quote_name
from rules.management.upgrading.partitioned_tables import WHOLE
from rules.management.upgrading.table_definitions import Definitions, read_definitions

BEFORE: Final = "{}_before"
PART: Final = "{}_p{}of{}"
LIKE: Final = " ".join(
    f"INCLUDING {each}"
    for each in ("DEFAULTS", "CONSTRAINTS", "GENERATED", "IDENTITY", "STORAGE", "COMPRESSION", "COMMENTS")
)
COMPARED: Final = "SELECT count(*), coalesce(sum(hash_record_extended(compared, 0)::numeric), 0) FROM {} AS compared"


class DividingError(Exception):
    """A table could not be written anew: it is as it was."""


def divide_table(table: str, column: str, parts: int) -> int:
    """Write a table anew with so many partitions (1: as a whole one), and return the number of its rows.

    DividingError if the copy differs; an error of the database if something that the program does not know depends on
    the table (see `what_would_be_lost`). The table is as it was then.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"LOCK TABLE {quote_name(table)} IN ACCESS EXCLUSIVE MODE")
        known = read_definitions(cursor, table)
        for statement in copy_sql(table, column, parts, known):
            cursor.execute(statement)
        rows = compared_rows(cursor, table)
        for statement in completion_sql(table, column, parts, known):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return rows


def copy_sql(table: str, column: str, parts: int, known: Definitions) -> Iterator[str]:
    """Yield the SQL that puts the table aside and copies its rows into the new one."""
    new, old = quote_name(table), quote_name(BEFORE.format(table))
    for name, other, _sql in known.pointed_at:
        yield f"ALTER TABLE {other} DROP CONSTRAINT {quote_name(name)}"
    yield f"ALTER TABLE {new} RENAME TO {old}"
    options = f" WITH ({known.options})" if known.options else ""
    if parts == WHOLE:
        yield f"CREATE TABLE {new} (LIKE {old} {LIKE}){options}{known.tablespace}"
    else:  # partitions take over the tablespace
        yield f"CREATE TABLE {new} (LIKE {old} {LIKE}) PARTITION BY HASH ({quote_name(column)}){known.tablespace}"
    for name, number in part_names(table, parts):
        yield (f"CREATE TABLE {name} PARTITION OF {new} FOR VALUES WITH (MODULUS {parts}, REMAINDER {number}){options}")
    numbers = " OVERRIDING SYSTEM VALUE" if known.numbering else ""
    yield f"INSERT INTO {new}{numbers} SELECT * FROM {old}"  # noqa: S608 - names of ours


def part_names(table: str, parts: int) -> Iterator[tuple[str, int]]:
    """Yield the names of partitions with their numbers; none of a whole table."""
    for number in range(parts if parts > WHOLE else 0):
        yield quote_name(PART.format(table, number, parts)), number


def compared_rows(cursor: Any, table: str) -> int:  # Any: Django's cursor
    """Return the number of rows of the copy. DividingError if they are not those of the original."""
    found = []
    for each in (BEFORE.format(table), table):
        cursor.execute(COMPARED.format(quote_name(each)))
        found.append(cursor.fetchone())
    (rows, hashes), (copied, hashes_copied) = found
    if (rows, hashes) != (copied, hashes_copied):
        message = f"the copy of {table} has {copied:,} rows with other contents than the {rows:,} of the original"
        raise DividingError(message)
    return int(rows)


def completion_sql(table: str, column: str, parts: int, known: Definitions) -> Iterator[str]:
    """Yield the SQL that drops the original, and gives the copy its numbering, keys, indexes, triggers and rights."""
    new = quote_name(table)
    yield f"DROP TABLE {quote_name(BEFORE.format(table))}"
    if numbering := known.numbering:
        called = "true" if numbering.called else "false"
        yield f"SELECT setval(pg_get_serial_sequence('{table}', '{known.key_column}'), {numbering.last}, {called})"
        yield f"""DO $$ BEGIN EXECUTE format('ALTER SEQUENCE %s RENAME TO {numbering.name}',
            pg_get_serial_sequence('{table}', '{known.key_column}')); END $$"""
        for privilege, role in numbering.rights:
            yield f"GRANT {privilege} ON SEQUENCE {numbering.name} TO {role}"
    key = dict.fromkeys((known.key_column,) if parts == WHOLE else (known.key_column, column))
    listed = ", ".join(quote_name(each) for each in key)
    yield f"ALTER TABLE {new} ADD CONSTRAINT {quote_name(known.key)} PRIMARY KEY ({listed})"
    for name, sql in known.unique:
        yield f"ALTER TABLE {new} ADD CONSTRAINT {quote_name(name)} {sql}"
    yield from known.indexes
    for name, sql in known.pointing:
        yield f"ALTER TABLE {new} ADD CONSTRAINT {quote_name(name)} {sql}"
    for name, other, sql in known.pointed_at:
        yield f"ALTER TABLE {other} ADD CONSTRAINT {quote_name(name)} {sql}"
    for sql, of_statement in known.triggers:
        yield sql
        if of_statement:
            yield from (of_part(sql, table, name) for name, _number in part_names(table, parts))
    for each in (new, *(name for name, _number in part_names(table, parts))):
        for privilege, role in known.rights:  # whoever dumps a table reads its partitions by themselves
            yield f"GRANT {privilege} ON {each} TO {role}"
        yield f"ALTER TABLE {each} OWNER TO {known.owner}"
    yield f"ANALYZE {new}"


def of_part(trigger: str, table: str, part: str) -> str:
    """Return the SQL of a trigger of a statement for a partition, which does not inherit it."""
    return trigger.replace(f" ON {table} ", f" ON {part} ", 1)
