"""The answers of Spark in a session that is open."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.sets.arrow_facts import arrow_tables
from rules.engine.sets.case_answers import case_answers
from rules.engine.sets.duckdb_session import duckdb_session
from rules.engine.sets.kept_programs import KeptPrograms
from rules.engine.sets.results import SetResult
from rules.engine.sets.spark.evaluator import SparkEvaluator
from rules.facts.kinds.base import Fact
from tests.rules.agreement.in_sets import LIMITS, Answers

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def show(spark: "SparkSession", book: CompiledRulebook, cases: Sequence[Sequence[Fact]]) -> None:
    """Show a session the tables of cases."""
    for name, table in arrow_tables(enumerate(cases), book.vocabulary).items():
        spark.createDataFrame(table).createOrReplaceTempView(name)


def answers(spark: "SparkSession", book: CompiledRulebook, cases: Sequence[Sequence[Fact]], **settings: Any) -> Answers:
    """Return the answers by the place of the case, and the reasons of those handed over."""
    show(spark, book, cases)
    found = SparkEvaluator(book, KeptPrograms(), **settings).evaluate(spark)
    with duckdb_session(LIMITS) as connection:
        result = SetResult(connection, book.rules)
        result.take_answers(found.match_rows(), found.outcome_rows(), dict(found.handed_over()))
        return case_answers(result, book), dict(found.handed_over())
