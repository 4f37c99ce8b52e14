"""The evaluation of a rulebook on many cases at once in a session of Spark.

The session has a table or view for each fact type and for the cases, as `fact_tables` describes them. What a statement
cannot answer in time is answered in halves, and a small batch is handed over, as on DuckDB.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.sets.checked_tables import TableRefusedError, wanted_tables
from rules.engine.sets.duckdb_session import StatementTimedOut
from rules.engine.sets.evaluator import SMALLEST_BATCH, TOO_LONG
from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.engine.sets.kept_programs import KeptPrograms, Program
from rules.engine.sets.results import level_rows, rule_rows
from rules.engine.sets.spark.kept_tables import KeptTables
from rules.engine.sets.spark.results import SparkResult
from rules.engine.sets.statement import ProgramForm
from rules.engine.sets.table_names import BATCH, MATCHES, RESULTS, RULE_LEVELS, RULES

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CASES_OF_A_BATCH: Final = 1_000_000
SPARK_TYPES: Final = {"string": "string", "int64": "bigint", "boolean": "boolean"}
EMPTY: Final = {
    MATCHES: f"{CASE_ID} BIGINT, rule BIGINT, level BIGINT, facts ARRAY<STRING>, key ARRAY<STRING>",
    RESULTS: f"{CASE_ID} BIGINT, rule BIGINT, outcome BIGINT",
}


@dataclass(frozen=True, slots=True)
class SparkEvaluator:
    """A rulebook, ready to be evaluated in sets on Spark; `parameters` replaces its own to try changed numbers."""

    compiled: CompiledRulebook
    programs: KeptPrograms
    parameters: Parameters | None = None
    seconds: float = 600.0  # of one statement
    admitted: bool = False  # whether the facts were admitted when they were stored
    cases_of_a_batch: int = CASES_OF_A_BATCH

    def evaluate(self, spark: "SparkSession") -> SparkResult:
        """Evaluate all cases of a session. TableRefusedError if a table is missing or is not as it should be."""
        check_tables(spark, self.compiled)
        form = ProgramForm("pyspark", self.admitted)
        program = self.programs.program(self.compiled, self.parameters, form)
        tables = KeptTables(spark, self.seconds)
        for name, rows in ((RULES, rule_rows(self.compiled.rules)), (RULE_LEVELS, level_rows(self.compiled.rules))):
            spark.createDataFrame(rows).createOrReplaceTempView(name)
        result = SparkResult(spark, tables)
        numbers = sorted(spark.table(CASES).select(CASE_ID).toArrow()[CASE_ID].to_pylist())
        for first in range(0, len(numbers), self.cases_of_a_batch):
            self._evaluate_batch(result, program, numbers[first : first + self.cases_of_a_batch])
        return result

    def _evaluate_batch(self, result: SparkResult, program: Program, cases: Sequence[int]) -> None:
        """Evaluate some cases, in halves if that takes too long."""
        result.spark.createDataFrame(pa.table({CASE_ID: pa.array(cases, pa.int64())})).createOrReplaceTempView(BATCH)
        try:
            for table, columns in EMPTY.items():
                result.tables.empty(table, columns)
            for statement in program:
                result.tables.run(statement)
            result.take_batch()
        except StatementTimedOut:
            if len(cases) <= SMALLEST_BATCH:
                result.hand_over(cases, TOO_LONG)
                return
            middle = len(cases) // 2
            self._evaluate_batch(result, program, cases[:middle])
            self._evaluate_batch(result, program, cases[middle:])


def check_tables(spark: "SparkSession", compiled: CompiledRulebook) -> None:
    """Check that a session has the tables of facts. TableRefusedError names the first that is missing or wrong."""
    for table, schema in wanted_tables(compiled).items():
        if not spark.catalog.tableExists(table):
            message = f"there is no table {table}: give one, with no row if there is no such fact"
            raise TableRefusedError(message)
        there = {column.name: column.dataType.simpleString() for column in spark.table(table).schema}
        for name, kind in schema.items():
            if there.get(name) != SPARK_TYPES[kind]:
                message = (
                    f"{table}: the column {name} is {there.get(name, 'missing')}, it should be {SPARK_TYPES[kind]}"
                )
                raise TableRefusedError(message)
    if spark.sql(f"SELECT 1 FROM {CASES} GROUP BY {CASE_ID} HAVING count({CASE_ID}) != 1").take(1):
        message = f"{CASES}: two cases have one number, or a case has none; give each case one of its own"
        raise TableRefusedError(message)
