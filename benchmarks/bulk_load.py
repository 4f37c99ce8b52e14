"""Bulk loading into PostgreSQL: indexes that nothing refers to are made once after the rows, as they were before.

Only keys that rows of other tables refer to stay. Afterwards the indexes and constraints of the tables are compared
with those of before.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection
from django.db.models import Model

FROM_ROWS: Final = 5_000  # cases: for fewer, keeping the indexes costs less than making them
# Table, name, what makes it and what drops it: unique constraints that no reference rests on, and plain indexes.
DROPPABLE: Final = """
SELECT quote_ident(con.conname), format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', con.conrelid::regclass, con.conname,
    pg_get_constraintdef(con.oid)), format('ALTER TABLE %%s DROP CONSTRAINT %%I', con.conrelid::regclass, con.conname)
FROM pg_constraint con WHERE con.contype = 'u' AND con.conrelid::regclass::text = ANY(%s)
    AND NOT EXISTS (SELECT FROM pg_constraint other WHERE other.contype = 'f' AND other.conindid = con.conindid)
UNION ALL
SELECT quote_ident(own.relname), pg_get_indexdef(ind.indexrelid), format('DROP INDEX %%s', ind.indexrelid::regclass)
FROM pg_index ind JOIN pg_class own ON own.oid = ind.indexrelid WHERE ind.indrelid::regclass::text = ANY(%s)
    AND NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = ind.indexrelid)
"""
SCHEMA: Final = """
SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
UNION ALL SELECT format('%s %s', pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1
"""


@contextmanager
def bulk_loaded(models: Iterable[type[Model]], *, rows: int) -> Iterator[None]:
    """Load so many rows of each of these models inside; on SQLite, and of few rows, as always."""
    if connection.vendor != "postgresql" or rows < FROM_ROWS:
        yield
        return
    tables = sorted({each._meta.db_table for each in models})  # noqa: SLF001 - Django documents _meta
    before = schema()
    with connection.cursor() as cursor:
        cursor.execute(DROPPABLE, [tables, tables])
        indexes = cursor.fetchall()
        for _name, _made, dropped in indexes:
            cursor.execute(dropped)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '512MB'")
            for _name, made, _dropped in indexes:
                cursor.execute(made)
            cursor.execute("RESET maintenance_work_mem")
    assert schema() == before, "indexes, constraints or triggers are not as they were"


def schema() -> list[str]:
    """Return all indexes, constraints and triggers of the database, as text."""
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        return [text for (text,) in cursor.fetchall()]
