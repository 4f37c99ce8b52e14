"""The limits of an evaluation on Spark: something is missing or wrong, or a statement takes too long."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pyarrow as pa
import pytest

from rules.engine.sets.checked_tables import TableRefusedError
from rules.engine.sets.configured import set_evaluator
from rules.engine.sets.duckdb_session import StatementTimedOut
from rules.engine.sets.evaluator import TOO_LONG
from rules.engine.sets.fact_tables import CASES
from rules.engine.sets.kept_programs import KeptPrograms
from rules.engine.sets.spark.beside_duckdb import SparkSetEvaluator
from rules.engine.sets.spark.evaluator import SparkEvaluator
from rules.engine.sets.spark.kept_tables import SECONDS_BETWEEN_CANCELLATIONS, KeptTables, cancelled_after
from rules.engine.sets.spark.session import SparkLimits, SparkMissingError, spark_session
from rules.engine.sets.statement import SetStatement
from tests.rules.agreement.on_spark import answers_on_spark
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import book_of, case, tie
from tests.rules.engine.sets.spark.in_a_session import answers, show

if TYPE_CHECKING:
    from pyspark.sql import SparkSession
    from pytest_django.fixtures import Settings

pytestmark = [pytest.mark.bare, pytest.mark.spark]
BOOK = book_of(rule("when:\n  - a: tie"))


def test_a_statement_that_takes_too_long_is_cancelled(spark: "SparkSession") -> None:
    tables = KeptTables(spark, seconds=1.0)
    endless = SetStatement("make", "endless", "SELECT sum(id % 7) AS n FROM range(100000000000000)")
    with pytest.raises(StatementTimedOut, match="more than 1 seconds"):
        tables.run(endless)
    tables.run(SetStatement("make", "short", "SELECT 1 AS n"))
    assert tables.has_row("short"), "the next statement runs"


def test_a_statement_that_is_late_before_its_job_begins_is_cancelled_too() -> None:
    cancelled: list[float] = []
    with cancelled_after(0.0, lambda: cancelled.append(time.monotonic())) as late:
        while len(cancelled) < 3:  # the first ones find no job
            time.sleep(0.01)
    assert late.is_set()
    count = len(cancelled)
    time.sleep(2 * SECONDS_BETWEEN_CANCELLATIONS)
    assert len(cancelled) == count, "none meets the next statement"


def test_a_batch_that_takes_too_long_is_halved_and_a_small_one_handed_over(spark: "SparkSession") -> None:
    taken: list[int] = []
    kept: Callable[..., object] = KeptTables.run

    def slow(self: KeptTables, statement: SetStatement) -> None:
        cases = self.spark.table("sets_batch").toArrow()["case_id"].to_pylist()
        if 0 in cases:
            taken.append(len(cases))
            raise StatementTimedOut
        kept(self, statement)

    with patch.object(KeptTables, "run", slow), patch("rules.engine.sets.spark.evaluator.SMALLEST_BATCH", 1):
        found, handed_over = answers(spark, BOOK, [[case()], [case(), tie("1")], [case()], [case()]])
    assert taken == [4, 2, 1]
    assert handed_over == {0: TOO_LONG}
    assert {place: each.outcomes[BOOK.rules[0].code] for place, each in found.items()} == {
        1: "flagged",
        2: "clear",
        3: "clear",
    }


def test_a_table_that_is_missing_or_wrong_is_named(spark: "SparkSession") -> None:
    evaluator = SparkEvaluator(BOOK, KeptPrograms())
    show(spark, BOOK, [[case()]])
    spark.createDataFrame(pa.table({"case_id": pa.array(["0"])})).createOrReplaceTempView("facts_tie")
    with pytest.raises(TableRefusedError, match="facts_tie: the column case_id is string, it should be bigint"):
        evaluator.evaluate(spark)
    spark.catalog.dropTempView("facts_tie")
    with pytest.raises(TableRefusedError, match="there is no table facts_tie"):
        evaluator.evaluate(spark)
    show(spark, BOOK, [[case()]])
    twice = pa.table({"case_id": pa.array([1, 1]), "hand_over": pa.array([None, None], pa.string())})
    spark.createDataFrame(twice).createOrReplaceTempView(CASES)
    with pytest.raises(TableRefusedError, match="two cases have one number"):
        evaluator.evaluate(spark)


def test_without_pyspark_the_error_says_how_to_install_it() -> None:
    with (
        patch.dict(sys.modules, {"pyspark.errors": None}),
        pytest.raises(SparkMissingError, match="make install-spark"),
        spark_session(SparkLimits()),
    ):
        pass


def test_without_java_the_error_says_what_is_missing(spark: "SparkSession") -> None:
    assert spark
    code = (
        "from rules.engine.sets.spark.session import SparkLimits, spark_session\n"
        "with spark_session(SparkLimits()): pass"
    )
    environment = {**os.environ, "JAVA_HOME": "/nowhere", "DEBUG": "true"}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "SparkMissingError: Spark does not start on local[2]" in ended.stderr
    assert "openjdk-21-jre-headless" in ended.stderr


def test_the_settings_choose_the_engine(settings: "Settings") -> None:
    settings.SETS_ENGINE, settings.SPARK_MASTER, settings.SPARK_PARTITIONS = "spark", "local[1]", 3
    evaluator = set_evaluator(BOOK)
    assert isinstance(evaluator, SparkSetEvaluator)
    assert evaluator.limits == SparkLimits("local[1]", 3, "")


def test_the_result_is_in_the_connection_of_duckdb(spark: "SparkSession") -> None:
    assert spark, "a session of its own would end this one, so it takes part in it"
    with patch("rules.engine.sets.spark.beside_duckdb.spark_session") as opened:
        opened.return_value.__enter__.return_value = spark
        found, handed_over = answers_on_spark(BOOK, [[case()], [case(), tie("1")]])
    assert not handed_over
    assert [each.outcomes[BOOK.rules[0].code] for _, each in sorted(found.items())] == ["clear", "flagged"]


def test_what_a_session_kept_in_its_folder_is_removed_with_it(spark: "SparkSession", tmp_path: Path) -> None:
    assert spark, "the session of this process is another"
    code = (
        "import sys; from pathlib import Path\n"
        "from rules.engine.sets.spark.kept_tables import KeptTables\n"
        "from rules.engine.sets.spark.session import SparkLimits, spark_session\n"
        "from rules.engine.sets.statement import SetStatement\n"
        "files = lambda: [each for each in Path(sys.argv[1]).rglob('*') if each.is_file()]\n"
        "with spark_session(SparkLimits(checkpoints=sys.argv[1])) as session:\n"
        "    KeptTables(session, 60.0).run(SetStatement('make', 'kept', 'SELECT 1 AS n'))\n"
        "    assert files(), 'nothing was kept there'\n"
        "assert not files(), files()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    ended = subprocess.run(command, env={**os.environ, "DEBUG": "true"}, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
