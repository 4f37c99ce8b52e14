"""The check that a connection has the tables of facts as the programs of rulebooks read them."""

from collections.abc import Mapping
from typing import Final

import duckdb

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.sets.fact_tables import CASE_ID, CASES, HAND_OVER, fact_schema, fact_table, stored_types

SQL_TYPES: Final = {"string": "VARCHAR", "int64": "BIGINT", "boolean": "BOOLEAN"}


class TableRefusedError(ValueError):
    """A table of facts that is missing or has other columns than its fact type."""


def wanted_tables(compiled: CompiledRulebook) -> dict[str, Mapping[str, str]]:
    """Return the columns of each table that the programs of a rulebook read, with their types."""
    stored = stored_types(compiled.vocabulary)
    wanted: dict[str, Mapping[str, str]] = {fact_table(name): fact_schema(kind) for name, kind in stored.items()}
    wanted[CASES] = {CASE_ID: "int64", HAND_OVER: "string"}
    return wanted


def check_tables(connection: duckdb.DuckDBPyConnection, compiled: CompiledRulebook) -> None:
    """Check that the connection has the tables of facts. TableRefusedError names the first that is missing or wrong."""
    for table, schema in wanted_tables(compiled).items():
        try:
            described = connection.execute(f"SELECT * FROM {table} LIMIT 0").description or []
        except duckdb.CatalogException as missing:
            message = f"there is no table {table}: give one, with no row if there is no such fact"
            raise TableRefusedError(message) from missing
        there = {column[0]: str(column[1]) for column in described}
        for name, kind in schema.items():
            if there.get(name) != SQL_TYPES[kind]:
                message = f"{table}: the column {name} is {there.get(name, 'missing')}, it should be {SQL_TYPES[kind]}"
                raise TableRefusedError(message)
    if one_number(connection, f"SELECT count(*) - count(DISTINCT {CASE_ID}) FROM {CASES}"):
        message = f"{CASES}: two cases have one number, or a case has none; give each case one of its own"
        raise TableRefusedError(message)


def one_number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """Return the number that a query gives. The result is read to its end: an open one would block what follows."""
    rows = connection.execute(sql).fetchall()
    return int(rows[0][0]) if rows else 0
