"""The answers of the cases of a connection under one rulebook, kept as tables of the side `before` or `after`."""

from collections.abc import Callable
from typing import Final

import duckdb
import pyarrow as pa

from institutions.values.portions import split_portions
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.screening.answers import NEW_FINDINGS, NEW_OUTCOMES, add_verdicts, answer_in_sets
from rules.screening.case_verdicts import case_verdict
from rules.screening.cases_of_chunk import cases_of, contents_of_cases
from rules.workshop.case_running import searching

AT_ONCE: Final = 500  # snapshots in memory as text
SIDES: Final = ("before", "after")
Between = Callable[[], None]
TABLES: Final = {
    "outcomes": "case_id BIGINT, code VARCHAR, outcome VARCHAR",
    "findings": "case_id BIGINT, code VARCHAR, severity VARCHAR, key VARCHAR[], facts VARCHAR[]",
}


def keep_answers(
    connection: duckdb.DuckDBPyConnection, book: LoadedRulebook | None, codes: frozenset[str], side: str
) -> None:
    """Keep a rulebook's answers on some rules as the tables of a side, `{side}_outcomes` and `{side}_findings`."""
    for name, columns in TABLES.items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {side}_{name} ({columns})")
    add_answers(connection, book, codes, side)


def add_answers(
    connection: duckdb.DuckDBPyConnection, book: LoadedRulebook | None, codes: frozenset[str], side: str
) -> None:
    """Evaluate the cases under a rulebook, and add its answers on some rules to a side; None: it has no answer."""
    if book is None:
        return
    answer_with_cases(connection, book)
    connection.register("wanted_codes", pa.table({"code": pa.array(sorted(codes), pa.string())}))
    for name, table in (("outcomes", NEW_OUTCOMES), ("findings", NEW_FINDINGS)):
        connection.execute(
            f"INSERT INTO {side}_{name} BY NAME SELECT * FROM {table} SEMI JOIN wanted_codes USING (code)"
        )
    connection.unregister("wanted_codes")


def answer_with_cases(connection: duckdb.DuckDBPyConnection, book: LoadedRulebook) -> None:
    """Evaluate the cases in sets; what they hand over is answered by the matcher, case by case."""
    handed_over = [number for number, _reason in answer_in_sets(connection, book)]
    evaluator = searching(book.compiled) if handed_over else None
    for portion in split_portions(handed_over, AT_ONCE):
        cases = cases_of(connection, portion)
        contents = contents_of_cases(connection, cases)
        verdicts = {number: case_verdict(contents[number], book, evaluator) for number in cases}
        add_verdicts(connection, verdicts)
