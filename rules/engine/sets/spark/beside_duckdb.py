"""The evaluation on Spark of the cases of a DuckDB connection, which then has the result as if it had evaluated them.

The facts go to Spark, and the answers come back, through the memory of this process: a screening does so for one chunk
of cases at a time.
"""

from dataclasses import dataclass
from typing import Final

import duckdb

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.sets.checked_tables import check_tables, wanted_tables
from rules.engine.sets.kept_programs import KeptPrograms
from rules.engine.sets.results import SetResult
from rules.engine.sets.spark.evaluator import SparkEvaluator
from rules.engine.sets.spark.session import SparkLimits, spark_session

USUAL: Final = SparkLimits()


@dataclass(frozen=True, slots=True)
class SparkSetEvaluator:
    """A rulebook, ready to be evaluated on Spark, with the same answer as a `SetEvaluator`."""

    compiled: CompiledRulebook
    programs: KeptPrograms
    parameters: Parameters | None = None
    seconds: float = 600.0  # of one statement
    admitted: bool = False  # whether the facts were admitted when they were stored
    limits: SparkLimits = USUAL

    def evaluate(self, connection: duckdb.DuckDBPyConnection) -> SetResult:
        """Evaluate all cases of a connection. Its result stays in the connection until the next evaluation there.

        Raises TableRefusedError if a table is missing or is not as it should be, and SparkMissingError without Spark.
        """
        check_tables(connection, self.compiled)
        with spark_session(self.limits) as spark:
            for table, columns in wanted_tables(self.compiled).items():
                named = ", ".join(f'"{column}"' for column in columns)  # `on` is a word of SQL
                rows = connection.sql(f"SELECT {named} FROM {table}").to_arrow_table()
                spark.createDataFrame(rows).createOrReplaceTempView(table)
            evaluator = SparkEvaluator(self.compiled, self.programs, self.parameters, self.seconds, self.admitted)
            found = evaluator.evaluate(spark)
            result = SetResult(connection, self.compiled.rules)
            result.take_answers(found.match_rows(), found.outcome_rows(), dict(found.handed_over()))
        return result
