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

from institutions.access.columns import NOT_JOINED, Joined, column_reader
from institutions.models.conditions import SqlCondition

Predicate = Callable[[Any], bool]  # Any: a row of any table, or a substitute object
Reading = Callable[[str], Callable[[Any], object]]  # from a path to a function that reads its value from a row


class AccessRule(ABC):
    """A condition on rows of one table."""

    @abstractmethod
    def q(self) -> Q:
        """Return the form for `filter`."""

    @abstractmethod
    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> SqlCondition:
        """Return the form for SQL, on a row of the model's table; `joined` gives the aliases of joined tables."""

    @abstractmethod
    def test(self, reading: Reading = column_reader) -> Predicate:
        """Return the form for objects; `reading` gives the function that reads a path from an object."""

    @abstractmethod
    def under(self, relation: str) -> "AccessRule":
        """Return the same rule for rows that point to the tested one. Where they point to nothing, tests fail."""

    @abstractmethod
    def relations(self) -> frozenset[str]:
        """Return the relations that a row must have to another row in order to meet the rule."""

    @abstractmethod
    def __invert__(self) -> "AccessRule": ...

    def __and__(self, other: "AccessRule") -> "AccessRule":
        return meets_every((self, other))

    def __or__(self, other: "AccessRule") -> "AccessRule":
        return meets_any((self, other))


@dataclass(frozen=True, slots=True)
class ConstantRule(AccessRule):
    """A rule that every row meets, or that none meets."""

    value: bool

    def q(self) -> Q:
        """Return an empty condition, or one that Django answers without the database."""
        return Q() if self.value else Q(pk__in=[])

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> SqlCondition:  # noqa: ARG002 - the parent's signature
        """Return a constant SQL condition."""
        return SqlCondition("TRUE" if self.value else "FALSE")

    def test(self, reading: Reading = column_reader) -> Predicate:  # noqa: ARG002 - the parent's signature
        """Return a test that has the same result for any row."""
        return lambda _row: self.value

    def under(self, relation: str) -> AccessRule:  # noqa: ARG002 - the parent's signature
        """Return itself."""
        return self

    def relations(self) -> frozenset[str]:
        """Return none: a constant needs no other row."""
        return frozenset()

    def __invert__(self) -> AccessRule:
        return ConstantRule(not self.value)


EVERYTHING: Final = ConstantRule(value=True)
NOTHING: Final = ConstantRule(value=False)


@dataclass(frozen=True, slots=True)
class EveryRule(AccessRule):
    """A rule made of several that a row must all meet. Make it with `&`."""

    rules: tuple[AccessRule, ...]

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(*(each.q() for each in self.rules))

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> SqlCondition:
        """Return the form for SQL."""
        return reduce(and_, (each.condition(model, alias, joined) for each in self.rules))

    def test(self, reading: Reading = column_reader) -> Predicate:
        """Return the form for objects."""
        first, second, *rest = (each.test(reading) for each in self.rules)
        if not rest:  # tested thousands of times for a case
            return lambda row: first(row) and second(row)
        return lambda row: first(row) and second(row) and all(meets(row) for meets in rest)

    def under(self, relation: str) -> AccessRule:
        """Return the same rule for rows that point to the tested one."""
        return meets_every(each.under(relation) for each in self.rules)

    def relations(self) -> frozenset[str]:
        """Return the relations of all its parts."""
        return frozenset().union(*(each.relations() for each in self.rules))

    def __invert__(self) -> AccessRule:
        return meets_any(~each for each in self.rules)


@dataclass(frozen=True, slots=True)
class AnyRule(AccessRule):
    """A combination of rules: a row must meet at least one of them. Make it with `|`."""

    rules: tuple[AccessRule, ...]

    def q(self) -> Q:
        """Return the form for `filter`."""
        return reduce(or_, (each.q() for each in self.rules))

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> SqlCondition:
        """Return the form for SQL."""
        return reduce(or_, (each.condition(model, alias, joined) for each in self.rules))

    def test(self, reading: Reading = column_reader) -> Predicate:
        """Return the form for objects."""
        first, second, *rest = (each.test(reading) for each in self.rules)
        if not rest:  # tested thousands of times for a case
            return lambda row: first(row) or second(row)
        return lambda row: first(row) or second(row) or any(meets(row) for meets in rest)

    def under(self, relation: str) -> AccessRule:
        """Return the same rule for rows that point to the tested one."""
        return meets_any(each.under(relation) for each in self.rules)

    def relations(self) -> frozenset[str]:
        """Return none: a row may meet another part instead."""
        return frozenset()

    def __invert__(self) -> AccessRule:
        return meets_every(~each for each in self.rules)


def meets_every(rules: Iterable[AccessRule]) -> AccessRule:
    """Return the rule that a row meets each of these, without parts that follow from the others."""
    parts = [part for each in rules for part in (each.rules if isinstance(each, EveryRule) else (each,))]
    if NOTHING in parts:
        return NOTHING
    kept = [each for each in distinct_rules(parts) if each != EVERYTHING]
    kept = [each for each in kept if not (isinstance(each, AnyRule) and any(one in kept for one in each.rules))]
    return kept[0] if len(kept) == 1 else EveryRule(tuple(kept)) if kept else EVERYTHING


def meets_any(rules: Iterable[AccessRule]) -> AccessRule:
    """Return the rule that a row meets at least one of these, without duplicates."""
    parts = [part for each in rules for part in (each.rules if isinstance(each, AnyRule) else (each,))]
    if EVERYTHING in parts:
        return EVERYTHING
    kept = [each for each in distinct_rules(parts) if each != NOTHING]
    return kept[0] if len(kept) == 1 else AnyRule(tuple(kept)) if kept else NOTHING


def distinct_rules(rules: Iterable[AccessRule]) -> list[AccessRule]:
    """Return the rules in order, without duplicates."""
    found: list[AccessRule] = []
    for each in rules:
        if each not in found:
            found.append(each)
    return found


def read_by_attributes(attributes: Mapping[str, str]) -> Reading:
    """Return a reading for substitute objects: by path, the attribute that has the value."""
    return lambda path: attrgetter(attributes[path])
