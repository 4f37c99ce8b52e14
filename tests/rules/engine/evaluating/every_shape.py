"""The run of every shape of condition that the translator can emit; the valgrind test starts it in a child process.

Random rulebooks cover the combinations; the list before them has each operator, on each sort of value, as test, as join
and as negated join, with keys present and absent, alone and as the last test.
"""

import random
import sys
from itertools import product

from rules.engine.compiled.compiled_form import (
    Alpha,
    CompiledPattern,
    CompiledRule,
    CompiledSeverity,
    Join,
    Presence,
    Record,
    Rulebook,
    Variant,
)
from rules.engine.evaluating.durable import DurableRulebook
from tests.rules.agreement.random_forms import OPS, SORTS, VALUES, random_records, random_rulebook


def rule(number: int, *variants: Variant) -> CompiledRule:
    return CompiledRule(f"S-{number:03}", "test", 1, (), (), variants, (CompiledSeverity("low", (), ()),), (), ())


def systematic() -> list[CompiledRule]:
    """Return rules for each operator and key: as test, as join, as negated join to a key that may be absent."""
    rules = []
    for number, (op, key) in enumerate(product(OPS, SORTS)):
        first = CompiledPattern("a", "loan", (), ())
        test = CompiledPattern("b", "tie", (Alpha(key, op, VALUES[SORTS[key]][0]), Presence("on", present=False)), ())
        join = CompiledPattern("b", "tie", (), (Join(key, op, "a", key),))
        twice = CompiledPattern("c", "post", (), (Join(key, "==", "a", key), Join(key, op, "b", key)))
        rules.append(rule(4 * number, Variant((first, test), ())))
        rules.append(rule(4 * number + 1, Variant((first, join, twice), ())))
        rules.append(rule(4 * number + 2, Variant((first,), (join, CompiledPattern("c", "loan", (), join.joins)))))
        rules.append(
            rule(4 * number + 3, Variant((CompiledPattern("a", "tie", (Presence(key, present=True),), ()),), (join,)))
        )
    return rules


def run(rulebooks: int) -> int:
    """Return the number of matches, so that a caller sees that there were some."""
    rng = random.Random(11)  # noqa: S311  # a fixed seed
    found = 0
    shapes = [Rulebook("systematic", tuple(systematic()), ())]
    shapes += [random_rulebook(rng, rules=4) for _ in range(rulebooks)]
    for shape in shapes:
        registered = DurableRulebook(shape)
        cases: list[list[Record]] = [[], *(random_records(rng, most=9) for _ in range(3))]
        for records in cases:
            found += sum(map(len, registered.matches(records, 1).values()))
    return found


if __name__ == "__main__":
    print(run(int(sys.argv[1])))  # noqa: T201  # read by the test
