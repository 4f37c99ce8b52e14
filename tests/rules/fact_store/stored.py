"""Rows that a store shows, for comparisons."""

from institutions.access.callers import SYSTEM, Reader, System
from rules.engine.sets.fact_tables import CASE_ID
from rules.fact_store.reading import open_store
from rules.fact_store.storage import Storage
from rules.fact_store.store_tables import table_columns

Rows = dict[str, list[str]]


def rows_of(storage: Storage, reader: Reader | System = SYSTEM) -> Rows:
    """Return every row that a reader sees, by table, with the partnership in the place of the number of the case."""
    found: Rows = {}
    with open_store(storage, reader) as opened:
        for table in table_columns().keys() - {"superseded_cases"}:
            columns = [each for each in table_columns()[table] if each not in (CASE_ID, "partnership")]
            named = ", ".join(f't."{each}"' for each in columns)
            sql = f"SELECT c.partnership, {named} FROM {table} t"  # noqa: S608 - names of tables
            rows = opened.connection.execute(f"{sql} JOIN cases c USING ({CASE_ID})").fetchall()
            found[table] = sorted(map(str, rows))
    return {table: rows for table, rows in found.items() if rows}


def partnerships_in(storage: Storage, reader: Reader | System = SYSTEM) -> list[str]:
    """Return the partnerships that a reader sees, sorted."""
    with open_store(storage, reader) as opened:
        rows = opened.connection.execute("SELECT partnership FROM cases ORDER BY 1").fetchall()
    return [str(each) for (each,) in rows]
