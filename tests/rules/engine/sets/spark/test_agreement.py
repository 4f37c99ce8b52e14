"""Spark says of many cases what the matcher says of each, with each construct that the translation knows.

The rulebooks are those in which a wrong translation of each construct would be noticed (`test_in_sets.py`).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pytest

from rules.engine.compiled.dates import moved_day
from rules.engine.sets.arrow_facts import ARROW
from rules.engine.sets.shifted_dates import shifted_day
from rules.facts.kinds.base import OPEN_END, OPEN_START
from tests.every import every
from tests.rules.agreement.in_sets import answers_in_sets, compare_answers
from tests.rules.agreement.small_books import CAUGHT_BY, small_book
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import book_of, case, tie
from tests.rules.engine.sets.spark.in_a_session import answers

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.bare, pytest.mark.spark, pytest.mark.long]
DAYS = [(date(2023, 12, 25) + timedelta(days=n)).isoformat() for n in range(440)]  # a leap year and both its ends
AMOUNTS = {"days": (0, 1, 400), "months": (0, 1, 6, 12, 13), "years": (0, 1, 2)}


@every("seed", list(CAUGHT_BY))
def test_spark_agrees_with_the_matcher_on_each_construct(interpreting: "SparkSession", seed: int) -> None:
    book, cases, evaluations = small_book(seed)
    counts = compare_answers(answers(interpreting, book, cases), book, cases, evaluations, f"seed {seed}")
    assert counts["cases in sets"] == len(cases)


def test_cases_in_batches_get_the_answers_of_one_batch(spark: "SparkSession") -> None:
    book, cases, evaluations = small_book(2)
    found = answers(spark, book, cases[:50], cases_of_a_batch=20)
    counts = compare_answers(found, book, cases[:50], evaluations[:50], "in batches")
    assert counts["cases in sets"] == 50


def test_facts_that_were_admitted_before_get_the_same_answers(spark: "SparkSession") -> None:
    book, cases, evaluations = small_book(8)
    found = answers(spark, book, cases[:20], admitted=True)
    counts = compare_answers(found, book, cases[:20], evaluations[:20], "admitted")
    assert counts["cases in sets"] == 20


@pytest.mark.parametrize("unit", AMOUNTS)
def test_a_day_moves_as_it_does_in_python(spark: "SparkSession", unit: str) -> None:
    pairs = [
        (day, amount) for day in [*DAYS, OPEN_END, OPEN_START, "8999-12-31", "1000-01-01"] for amount in AMOUNTS[unit]
    ]
    for sign in (1, -1):
        found = moved(spark, pairs, sign, unit)
        for (day, amount), there in zip(pairs, found, strict=True):
            assert there == moved_day(day, sign * amount, unit), f"{day} {sign * amount:+} {unit}"


def moved(spark: "SparkSession", pairs: Sequence[tuple[str, int]], sign: int, unit: str) -> list[str]:
    """Return days moved by amounts on Spark."""
    table = ibis.table({"n": "int64", "day": "string", "amount": "int64"}, name="rows_given")
    term = shifted_day(table.day, table.amount, sign, unit)
    sql = str(ibis.to_sql(table.select("n", found=term).order_by("n"), dialect="pyspark"))
    days, amounts = zip(*pairs, strict=True)
    columns = {"day": pa.array(days, ARROW["string"]), "amount": pa.array(amounts, ARROW["int64"])}
    rows = pa.table({"n": pa.array(range(len(pairs)), ARROW["int64"]), **columns})
    spark.createDataFrame(rows).createOrReplaceTempView("rows_given")
    read: list[str] = spark.sql(sql).toArrow()["found"].to_pylist()
    return read


def test_a_case_that_no_evaluator_admits_is_an_error_and_an_odd_one_is_handed_over(spark: "SparkSession") -> None:
    book = book_of(rule("when:\n  - a: tie"))
    twice = [case(), tie("1"), tie("1")]
    two_of_the_case = [case(), case()]
    found, handed_over = answers(spark, book, [[case()], [case(), tie("1")], twice, two_of_the_case])
    assert {place: list(each.outcomes.values()) for place, each in found.items()} == {
        0: ["clear"],
        1: ["flagged"],
        2: ["error"],
    }
    assert list(handed_over) == [3]


def test_texts_are_compared_and_kept_by_their_characters(spark: "SparkSession") -> None:
    body = "when:\n  - a: tie\n  - b: tie\n    where:\n      - a.who < b.who\none_per: [a.yen, b.open, a.whom]"
    names = ["é", "z", "Z", "a b", "漢", "", "'\"\\"]
    facts = [case(), *(tie(str(n), who=name, yen=n or None, open=bool(n % 2)) for n, name in enumerate(names))]
    book = book_of(rule(body))
    found, _ = answers(spark, book, [facts])
    assert found == answers_in_sets(book, [facts])[0]
