"""Random rulebooks of two rules with their cases, and those with which each wrong translation to sets is noticed."""

import random
from functools import lru_cache

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.evaluating.outcomes import Evaluation
from rules.facts.kinds.base import Fact
from tests.rules.agreement.random_facts import random_facts
from tests.rules.agreement.random_rules import random_rulebook

# The random rulebook of two rules whose cases catch each wrong translation; made by its seed.
CAUGHT_BY = {
    2: (
        "unknown data makes no match possible",
        "unless is turned round",
        "unless is left out",
        "a parameter ends a day early",
        "a parameter has no index",
        "not in force is unknown",
        "an absent value differs",
        "words rank by their letters",
        "a rule always applies",
        "doubtful findings are left out",
        "doubtful findings are certain",
    ),
    3: ("known is unknown", "needs are left out", "unless counts unknown data"),
    4: ("joins are turned round", "two names bind one fact"),
    8: ("the last level of severity counts",),
    9: ("dates move the other way",),
    10: ("an unknown value of a key is lost", "every parameter is in force"),
    11: ("parameters are read for the day of the proposal", "what the case reads is always in force"),
    12: ("a key is written as SQL writes it",),
    20: ("an unknown test of unless is open",),
    72: ("months are those of the calendar",),
}


@lru_cache(maxsize=len(CAUGHT_BY))
def small_book(seed: int) -> tuple[CompiledRulebook, list[tuple[Fact, ...]], list[Evaluation]]:
    """Return a random rulebook of two rules, its cases and their evaluations, which agree with those of sets."""
    rng = random.Random(seed)  # noqa: S311  # a fixed seed
    book = random_rulebook(rng, 2)
    cases = [random_facts(rng) for _ in range(100)]
    return book, cases, searched(book, cases)


def searched(book: CompiledRulebook, cases: list[tuple[Fact, ...]]) -> list[Evaluation]:
    """Return the evaluations of the matcher."""
    evaluator = Evaluator(book)
    return [evaluator.search(records_of(facts, book, book.parameter_values)) for facts in cases]
