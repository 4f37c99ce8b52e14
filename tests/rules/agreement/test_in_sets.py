"""The set evaluator says of many cases at once what the case evaluators and the oracle say of each."""

import random
import secrets
from collections import Counter

import pytest

from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.engine.sets.candidate_counts import COMBINATIONS
from tests.every import every
from tests.rules.agreement.agreement import DisagreementError
from tests.rules.agreement.in_sets import compare_book_in_sets, compare_in_sets
from tests.rules.agreement.real_facts import real_facts
from tests.rules.agreement.small_books import CAUGHT_BY, searched, small_book
from tests.rules.agreement.wrong_translations import WRONG, wrong_translation

pytestmark = [pytest.mark.bare, pytest.mark.long]
FIXED = 20_260_401
# Of fifty random rulebooks two have five rules, which Ibis translates in about two seconds, and the others two.
BOOKS = 1  # of five rules, beside a fresh one
# A fresh rulebook may bind so many facts of one type that a case is left to the case evaluators: one in some hundreds
# of rulebooks has such a case.
MOST_WIDE = 5
REAL_CASES = 5_000
OUTCOMES = ("flagged in sets", "clear in sets", "not_applicable in sets", "not_assessable in sets", "matches in sets")
SMALL_BOOKS = [*CAUGHT_BY, *range(1_000, 1_050 - len(CAUGHT_BY) - BOOKS - 1)]


def test_the_four_agree_on_random_rulebooks() -> None:
    fresh = secrets.randbelow(10**9)
    print(f"fresh seed {fresh}; again: python -m tests.rules.agreement.long_run --sets --seed N --cases 100")  # noqa: T201  # to run it again
    seeds = (*range(FIXED, FIXED + BOOKS), fresh)
    counts = sum((compare_book_in_sets(seed) for seed in seeds), start=Counter[str]())
    wide = counts[f"handed over: {COMBINATIONS}"]
    assert counts["cases in sets"] + wide == len(seeds) * 100, f"{counts['handed over by sets']} cases were handed over"
    assert wide <= MOST_WIDE
    for what in (*OUTCOMES, "matches"):
        assert counts[what] > 0, f"no case came to {what}: the generators no longer reach it"


def test_sets_and_matcher_agree_on_the_real_rulebook() -> None:
    book = current_rulebook().compiled
    rng, codes = random.Random(FIXED), sorted(book.syntax)  # noqa: S311  # a fixed seed
    cases = [real_facts(rng, book, codes[number % len(codes)]) for number in range(REAL_CASES)]
    counts = compare_in_sets(book, cases, searched(book, cases), "the real rulebook")
    assert counts["cases in sets"] == REAL_CASES, f"{counts['handed over by sets']} cases were handed over"
    for what in OUTCOMES:
        assert counts[what] > 0, f"no case came to {what}"


@every("seed", SMALL_BOOKS)
def test_sets_and_matcher_agree_on_small_random_rulebooks(seed: int) -> None:
    book, cases, evaluations = small_book(seed)
    compare_in_sets(book, cases, evaluations, f"seed {seed}")


@pytest.mark.parametrize("seed", CAUGHT_BY)
def test_a_wrong_translation_is_noticed(seed: int) -> None:
    book, cases, evaluations = small_book(seed)
    for name in CAUGHT_BY[seed]:
        with wrong_translation(name):
            try:
                compare_in_sets(book, cases, evaluations, name)
            except DisagreementError:
                continue
        pytest.fail(f"nobody noticed that {name}")


def test_every_wrong_translation_is_tried() -> None:
    by_hand = {"the lowest severity of a finding counts"}  # random rules seldom get there: test_second_stage.py
    assert sorted(WRONG.keys() - by_hand) == sorted(name for names in CAUGHT_BY.values() for name in names)
