"""durable_rules, the matcher and the oracle say the same of the real rulebook and random facts aimed at its rules."""

import random
import secrets
from collections import Counter
from dataclasses import replace
from itertools import chain

import pytest

from rules.engine.compiled.compiler import compile_rulebook
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.language.syntax import AnyPattern, Pattern
from rules.engine.loading.program_rulebook import known_bodies
from rules.engine.loading.rulebook_in_force import current_rulebook
from tests.rules.agreement.agreement import CASES_OF_A_SEED, DisagreementError, compare_case
from tests.rules.agreement.real import OUTCOMES, compare_real, table
from tests.rules.agreement.real_facts import real_facts

pytestmark = pytest.mark.bare
FIXED = 20_260_401
SEEDS = 25  # with 20 cases each: 500 cases


def compared(first: int) -> Counter[str]:
    """Return the counts of all cases from a first seed on."""
    counts = sum((compare_real(seed) for seed in range(first, first + SEEDS)), start=Counter[str]())
    assert counts["cases"] == SEEDS * CASES_OF_A_SEED
    return counts


def test_the_three_agree_on_cases_in_which_every_rule_fires_and_keeps_silent() -> None:
    counts = compared(FIXED)
    print(table(counts))  # noqa: T201  # where a rule is no longer reached it shows which
    for code in current_rulebook().rules:
        assert counts[f"{code} flagged"] > 0, f"no case was flagged by {code}"
        assert counts[f"{code} flagged"] < counts["cases"], f"every case was flagged by {code}"
    for what in (*OUTCOMES, "stage 2 matches", "open guards"):
        assert counts[what] > 0, f"no case came to {what}"


def test_they_agree_on_cases_that_were_never_tried() -> None:
    first = secrets.randbelow(10**9)
    print(f"first seed {first}; one again: python -m tests.rules.agreement.long_run --real --seed N --cases 20")  # noqa: T201  # to run it again
    assert compared(first)["matches"] > 0


@pytest.mark.parametrize("code", ["COI-01", "COL-03", "LIT-06"])
def test_a_test_that_the_compiled_rule_has_lost_is_noticed(code: str) -> None:
    book, rng = current_rulebook().compiled, random.Random(FIXED)  # noqa: S311  # a fixed seed
    lost = replace(book.syntax[code], when=tuple(map(without_last_test, book.syntax[code].when)))
    rules = {**book.syntax, code: lost}.values()
    evaluator = Evaluator(compile_rulebook(rules, book.vocabulary, book.parameter_values, known_bodies()))
    cases = (compare_case(book, evaluator, real_facts(rng, book, code), f"case {number}") for number in range(300))
    with pytest.raises(DisagreementError, match=code):
        list(chain.from_iterable(cases))


def without_last_test(pattern: Pattern | AnyPattern) -> Pattern | AnyPattern:
    """Return the pattern as a compiler would see it that loses tests."""
    return replace(pattern, where=pattern.where[:-1]) if isinstance(pattern, Pattern) else pattern
