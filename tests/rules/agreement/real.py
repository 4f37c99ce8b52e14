"""The comparison of the three evaluators on the real rulebook, and the number of outcomes of each rule."""

import random
from collections import Counter
from functools import cache
from typing import Final

from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.loading.program_rulebook import base_rulebook
from tests.rules.agreement.agreement import CASES_OF_A_SEED, compare_case
from tests.rules.agreement.real_facts import real_facts

OUTCOMES: Final = ("flagged", "clear", "not_assessable", "not_applicable")


@cache
def evaluator() -> Evaluator:
    """Return the evaluator shared by all cases of a process."""
    return Evaluator(base_rulebook().compiled)


def compare_real(seed: int) -> Counter[str]:
    """Evaluate random cases with all three. Return counts of cases, matches, and outcomes under `<code> <outcome>`."""
    rng = random.Random(seed)  # noqa: S311  # a seed that can be given again
    book = base_rulebook().compiled
    codes = sorted(book.syntax)
    counts: Counter[str] = Counter()
    for number in range(seed * CASES_OF_A_SEED, (seed + 1) * CASES_OF_A_SEED):
        facts = real_facts(rng, book, codes[number % len(codes)])  # each rule in turn
        for code, what, many in compare_case(book, evaluator(), facts, f"seed {seed}"):
            counts[what] += many
            counts[f"{code} {what}"] += many
    return counts


def impossible(code: str) -> frozenset[str]:
    """Return the outcomes that a rule cannot have: one without `applies` always applies."""
    return frozenset() if base_rulebook().rules[code].applies else frozenset({"not_applicable"})


def table(counts: Counter[str]) -> str:
    """Return a table of the number of outcomes of each rule; a dash where one is impossible."""
    lines = [f"{'':8}" + "".join(f"{outcome:>16}" for outcome in OUTCOMES)]
    for code in sorted(base_rulebook().rules):
        shown = ["-" if outcome in impossible(code) else f"{counts[f'{code} {outcome}']:,}" for outcome in OUTCOMES]
        lines.append(f"{code:8}" + "".join(f"{each:>16}" for each in shown))
    return "\n".join(lines)
