"""Expansion of `any` into conjunctions: lists of patterns and tests that all hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from institutions.codes.parameters import PlainNumber
from rules.engine.language.errors import error_at
from rules.engine.language.syntax import AnyPattern, AnyTest, FilePlace, Pattern, Test
from rules.engine.language.troubles.checks import TooManyWays
from rules.engine.language.walk import names_in_test

Item = Test | AnyTest
MOST_WAYS: Final = 512  # of one rule: each `any` multiplies them, and they are counted before they are made


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Names with their fact types, in the order in which they are bound, and the tests that all hold.

    A test comes with the name of the pattern that it was written in. An `any` that remains reads one fact at most: it
    becomes a column.
    """

    names: tuple[tuple[str, str], ...] = ()
    tests: tuple[tuple[str, Item], ...] = ()

    def __add__(self, other: "Conjunction") -> "Conjunction":
        return Conjunction(self.names + other.names, self.tests + other.tests)


def expand_conjunctions(items: tuple[Pattern | AnyPattern, ...]) -> tuple[Conjunction, ...]:
    """Return every way to hold all items, in the order of the file, each once. RuleError if they are too many."""
    ways = [Conjunction()]
    for item in items:
        more = tuple(_ways_of(item))
        refuse_many_ways(len(ways) * len(more), item.place)
        ways = [way + other for way in ways for other in more]
    return tuple(dict.fromkeys(ways))


def refuse_many_ways(number: int, place: FilePlace) -> None:
    """Raise RuleError before so many ways are made that a rule would take for ever to compile."""
    if number > MOST_WAYS:
        raise error_at(place, TooManyWays(number=PlainNumber(number), most=PlainNumber(MOST_WAYS)))


def _ways_of(item: Pattern | AnyPattern) -> Iterator[Conjunction]:
    if isinstance(item, AnyPattern):
        for branch in item.branches:
            yield from expand_conjunctions(branch)
        return
    for tests in expand_alternatives(item.where):
        yield Conjunction(((item.name, item.fact_type),), tuple((item.name, test) for test in tests))


def expand_alternatives(where: tuple[Item, ...]) -> tuple[tuple[Item, ...], ...]:
    """Return the alternative lists of tests; an `any` over one fact stays unchanged. RuleError if they are too many."""
    choices: list[tuple[tuple[Item, ...], ...]] = []
    for item in where:
        if isinstance(item, AnyTest) and len(names_in_test(item)) > 1:
            choices.append(tuple(way for branch in item.branches for way in expand_alternatives(branch)))
            refuse_many_ways(prod(map(len, choices)), item.place)
        else:
            choices.append(((item,),))
    return tuple(dict.fromkeys(tuple(test for part in way for test in part) for way in product(*choices)))
