"""The evaluation of a rulebook on many cases at once: it runs the program of the rulebook on a DuckDB connection.

The connection has a table, a view or a Parquet data set for each fact type and for the cases (`fact_tables`). Cases are
taken in batches, which bounds memory. A batch with a statement that takes too long is tried again in halves; a small
one is handed over to the case evaluator. Nothing of a batch counts until all of it is there.
"""

from dataclasses import dataclass
from typing import Final

import duckdb

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.sets.checked_tables import check_tables, one_number
from rules.engine.sets.duckdb_session import StatementTimedOut, StatementWatch
from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.engine.sets.kept_programs import KeptPrograms
from rules.engine.sets.results import SetResult
from rules.engine.sets.statement import ProgramForm, SetStatement
from rules.engine.sets.table_names import (
    BATCH,
    FACTS,
    KEY,
    LEVEL,
    MATCHES,
    OUTCOME,
    RESULTS,
    RULE,
)

CASES_OF_A_BATCH: Final = 100_000
SMALLEST_BATCH: Final = 256  # cases; a smaller one is not halved again
NUMBERED: Final = "sets_numbered"
TOO_LONG: Final = "a statement took too much time or memory"


@dataclass(frozen=True, slots=True)
class SetEvaluator:
    """A rulebook, ready to be evaluated in sets; `parameters` replaces its own to try changed numbers."""

    compiled: CompiledRulebook
    programs: KeptPrograms
    parameters: Parameters | None = None
    seconds: float = 600.0  # of one statement
    admitted: bool = False  # whether the facts were admitted when they were stored
    cases_of_a_batch: int = CASES_OF_A_BATCH

    def evaluate(self, connection: duckdb.DuckDBPyConnection) -> SetResult:
        """Evaluate all cases of a connection. Its result stays in the connection until the next evaluation there.

        Raises TableRefusedError if a table is missing or is not as it should be.
        """
        check_tables(connection, self.compiled)
        program = self.programs.program(self.compiled, self.parameters, ProgramForm(admitted=self.admitted))
        result = SetResult(connection, self.compiled.rules)
        result.prepare()
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {NUMBERED} AS"
            f" SELECT {CASE_ID}, row_number() OVER (ORDER BY {CASE_ID}) AS n FROM {CASES}"
        )
        count = one_number(connection, f"SELECT count(*) FROM {NUMBERED}")
        for first in range(1, count + 1, self.cases_of_a_batch):
            self._evaluate_range(result, program, first, min(first + self.cases_of_a_batch, count + 1))
        return result

    def _evaluate_range(self, result: SetResult, program: tuple[SetStatement, ...], first: int, end: int) -> None:
        """Evaluate the cases from one place up to another, in halves if it takes too long or too much memory."""
        connection = result.connection
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {BATCH} AS SELECT {CASE_ID} FROM {NUMBERED} WHERE n >= ? AND n < ?",
            [first, end],
        )
        try:
            self._run(connection, program)
        except (StatementTimedOut, duckdb.OutOfMemoryException):
            if end - first <= SMALLEST_BATCH:
                result.hand_over_batch(TOO_LONG)
                return
            middle = (first + end) // 2
            self._evaluate_range(result, program, first, middle)
            self._evaluate_range(result, program, middle, end)
        else:
            result.take_batch()

    def _run(self, connection: duckdb.DuckDBPyConnection, program: tuple[SetStatement, ...]) -> None:
        for table, columns in _EMPTY.items():
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")
        any_row: dict[str, bool] = {}
        with StatementWatch(connection, self.seconds) as watch:
            for statement in program:
                if table := statement.if_any:
                    if table not in any_row:
                        any_row[table] = bool(one_number(connection, f"SELECT count(*) FROM {table}"))
                    if not any_row[table]:
                        continue
                else:
                    any_row.pop(statement.table, None)
                watch.run(_sql(statement))


_EMPTY: Final = {
    MATCHES: f"{CASE_ID} BIGINT, {RULE} SMALLINT, {LEVEL} TINYINT, {FACTS} VARCHAR[], {KEY} VARCHAR[]",
    RESULTS: f"{CASE_ID} BIGINT, {RULE} SMALLINT, {OUTCOME} TINYINT",
}


def _sql(statement: SetStatement) -> str:
    """Return the statement as DuckDB takes it."""
    if statement.does == "make":
        return f"CREATE OR REPLACE TEMP TABLE {statement.table} AS {statement.query}"
    if statement.does == "append":
        return f"INSERT INTO {statement.table} BY NAME {statement.query}"
    return f"DELETE FROM {statement.table} WHERE {CASE_ID} IN (SELECT {CASE_ID} FROM ({statement.query}))"
