"""The comparison of the evaluation on Spark with the case evaluators: the same cases, all at once."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.evaluating.outcomes import Evaluation
from rules.engine.sets.spark.beside_duckdb import SparkSetEvaluator
from rules.facts.kinds.base import Fact
from tests.rules.agreement.in_sets import (
    PROGRAMS,
    Answers,
    answers_in_sets,
    compare_answers,
    compare_book,
    compare_real,
)


def answers_on_spark(book: CompiledRulebook, cases: Sequence[Sequence[Fact]], folder: Path | None = None) -> Answers:
    """Return the answers of Spark by the place of the case, and the reasons of those handed over."""
    return answers_in_sets(book, cases, folder, SparkSetEvaluator)


def compare_on_spark(
    book: CompiledRulebook,
    cases: Sequence[Sequence[Fact]],
    evaluations: Sequence[Evaluation],
    where: str,
    folder: Path | None = None,
) -> Counter[str]:
    """Compare Spark with the evaluations of the same cases. DisagreementError begins with `where`."""
    return compare_answers(answers_on_spark(book, cases, folder), book, cases, evaluations, where)


def compare_book_on_spark(seed: int) -> Counter[str]:
    """Evaluate a random rulebook on its random cases with all four, sets on Spark."""
    return compare_book(seed, compare_on_spark)


def compare_real_on_spark(seed: int) -> Counter[str]:
    """Evaluate random cases of the real rulebook with all four, sets on Spark."""
    return compare_real(seed, partial(compare_on_spark, folder=PROGRAMS))
