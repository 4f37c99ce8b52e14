"""A rule on rows, declared once and given in three forms: for querysets, for hand-written SQL and for objects.

Rules are composed (`sum & product | ~other`) of tests on columns, which `column_tests` has. All forms of a rule are
made from the same tests, so that they cannot contradict each other.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, attrgetter, or_
from typing import Any, Final

from django.db.models import Model, Q

from institutions.access.columns import NOT_JOINED, Joined, stored
from institutions.models.conditions import Condition

Predicate = Callable[[Any], bool]  # Any: a row of any table, or a substitute object
Reading = Callable[[str], Callable[[Any], object]]  # from a path to a function that reads its value from a row


class Rule(ABC):
    """A condition on rows of one table."""

    @abstractmethod
    def q(self) -> Q:
        """Return the form for `filter`."""

    @abstractmethod
    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> Condition:
        """Return the form for SQL, on a row of the model's table; `joined` gives the aliases of joined tables."""

    @abstractmethod
    def test(self, reading: Reading = stored) -> Predicate:
        """Return the form for objects; `reading` gives the function that reads a path from an object."""

    @abstractmethod
    def under(self, relation: str) -> "Rule":
        """Return the same rule for rows that point to the tested one. Where they point to nothing, tests fail."""

    @abstractmethod
    def relations(self) -> frozenset[str]:
        """Return the relations that a row must have to another row in order to meet the rule."""

    @abstractmethod
    def __invert__(self) -> "Rule": ...

    def __and__(self, other: "Rule") -> "Rule":
        return every((self, other))

    def __or__(self, other: "Rule") -> "Rule":
        return either((self, other))


@dataclass(frozen=True, slots=True)
class Constant(Rule):
    """A rule that every row meets, or that none meets."""

    value: bool

    def q(self) -> Q:
        """Return an empty condition, or one that Django answers without the database."""
        return Q() if self.value else Q(pk__in=[])

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> Condition:  # noqa: ARG002 - the parent's signature
        """Return a constant SQL condition."""
        return Condition("TRUE" if self.value else "FALSE")

    def test(self, reading: Reading = stored) -> Predicate:  # noqa: ARG002 - the parent's signature
        """Return a test that has the same result for any row."""
        return lambda _row: self.value

    def under(self, relation: str) -> Rule:  # noqa: ARG002 - the parent's signature
        """Return itself."""
        return self

    def relations(self) -> frozenset[str]:
        """Return none: a constant needs no other row."""
        return frozenset()

    def __invert__(self) -> Rule:
        return Constant(not self.value)


EVERYTHING: Final = Constant(value=True)
NOTHING: Final = Constant(value=False)


@dataclass(frozen=True, slots=True)
class Every(Rule):
    """A rule made of several that a row must all meet. Make it with `&`."""

    rules: tuple[Rule, ...]

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(*(each.q() for each in self.rules))

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> Condition:
        """Return the form for SQL."""
        return reduce(and_, (each.condition(model, alias, joined) for each in self.rules))

    def test(self, reading: Reading = stored) -> Predicate:
        """Return the form for objects."""
        first, second, *rest = (each.test(reading) for each in self.rules)
        if not rest:  # tested thousands of times for a case
            return lambda row: first(row) and second(row)
        return lambda row: first(row) and second(row) and all(meets(row) for meets in rest)

    def under(self, relation: str) -> Rule:
        """Return the same rule for rows that point to the tested one."""
        return every(each.under(relation) for each in self.rules)

    def relations(self) -> frozenset[str]:
        """Return the relations of all its parts."""
        return frozenset().union(*(each.relations() for each in self.rules))

    def __invert__(self) -> Rule:
        return either(~each for each in self.rules)


@dataclass(frozen=True, slots=True)
class Either(Rule):
    """A rule made of several of which a row must meet at least one. Make it with `|`."""

    rules: tuple[Rule, ...]

    def q(self) -> Q:
        """Return the form for `filter`."""
        return reduce(or_, (each.q() for each in self.rules))

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> Condition:
        """Return the form for SQL."""
        return reduce(or_, (each.condition(model, alias, joined) for each in self.rules))

    def test(self, reading: Reading = stored) -> Predicate:
        """Return the form for objects."""
        first, second, *rest = (each.test(reading) for each in self.rules)
        if not rest:  # tested thousands of times for a case
            return lambda row: first(row) or second(row)
        return lambda row: first(row) or second(row) or any(meets(row) for meets in rest)

    def under(self, relation: str) -> Rule:
        """Return the same rule for rows that point to the tested one."""
        return either(each.under(relation) for each in self.rules)

    def relations(self) -> frozenset[str]:
        """Return none: a row may meet another part instead."""
        return frozenset()

    def __invert__(self) -> Rule:
        return every(~each for each in self.rules)


def every(rules: Iterable[Rule]) -> Rule:
    """Return the rule that a row meets each of these, without parts that follow from the others."""
    parts = [part for each in rules for part in (each.rules if isinstance(each, Every) else (each,))]
    if NOTHING in parts:
        return NOTHING
    kept = [each for each in once(parts) if each != EVERYTHING]
    kept = [each for each in kept if not (isinstance(each, Either) and any(one in kept for one in each.rules))]
    return kept[0] if len(kept) == 1 else Every(tuple(kept)) if kept else EVERYTHING


def either(rules: Iterable[Rule]) -> Rule:
    """Return the rule that a row meets at least one of these, without duplicates."""
    parts = [part for each in rules for part in (each.rules if isinstance(each, Either) else (each,))]
    if EVERYTHING in parts:
        return EVERYTHING
    kept = [each for each in once(parts) if each != NOTHING]
    return kept[0] if len(kept) == 1 else Either(tuple(kept)) if kept else NOTHING


def once(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules in order, without duplicates."""
    found: list[Rule] = []
    for each in rules:
        if each not in found:
            found.append(each)
    return found


def read_by(attributes: Mapping[str, str]) -> Reading:
    """Return a reading for substitute objects: by path, the attribute that has the value."""
    return lambda path: attrgetter(attributes[path])
