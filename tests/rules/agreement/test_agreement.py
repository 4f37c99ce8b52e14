"""durable_rules, the matcher and the oracle say the same of random rulebooks and random facts."""

import random
import secrets

import pytest

from rules.engine.evaluating.evaluate import Evaluator
from tests.rules.agreement.agreement import CASES_OF_A_SEED, compare_book
from tests.rules.agreement.random_forms import random_records, random_rulebook

pytestmark = pytest.mark.bare
FIXED = 20_260_401
BOOKS = 125  # from each of two seeds, with 20 cases each: 5,000 cases


@pytest.mark.parametrize("first", [FIXED, secrets.randbelow(10**9)], ids=["fixed", "fresh"])
def test_three_evaluators_agree(first: int) -> None:
    print(f"first seed {first}; one again: python -m tests.rules.agreement.long_run --seed N --cases 20")  # noqa: T201  # to run it again
    counts = sum((compare_book(seed) for seed in range(first, first + BOOKS)), start=compare_book(first - 1))
    assert counts["cases"] == (BOOKS + 1) * CASES_OF_A_SEED
    for what in ("flagged", "clear", "not_applicable", "not_assessable", "stage 2 matches", "open guards"):
        assert counts[what] > 0, f"no case came to {what}: the generators no longer reach it"


def test_both_evaluators_agree_on_forms_that_no_compiler_emits() -> None:
    rng = random.Random(FIXED)  # noqa: S311  # a fixed seed
    matches = 0
    for _ in range(50):
        evaluator = Evaluator(random_rulebook(rng))
        matches += sum(len(evaluator.evaluate(random_records(rng)).matches) for _ in range(20))
    assert matches > 1_000
