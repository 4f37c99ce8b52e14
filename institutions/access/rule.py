"""A rule on rows, declared once and given in three forms: for querysets, for hand-written SQL and for objects.

Rules are composed of a few sorts of tests on columns (`sum & product | ~other`). A column is named by its path as
Django spells it: `submitted_by`, `imported__job__body`. All forms of a rule are made from the same tests, so that they
cannot contradict each other.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, Q, QuerySet

from institutions.access.columns import NOT_JOINED, Column, Joined, column_of, stored
from institutions.models.conditions import Condition
from institutions.models.sql_lists import as_json, selected

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
class OnColumn(Rule):
    """A test on one column."""

    path: str

    def under(self, relation: str) -> Rule:
        """Return the same test on the column of the row that the relation points to."""
        return self.on(f"{relation}__{self.path}")

    def relations(self) -> frozenset[str]:
        """Return the relation to the table that has the column; none for the row's own table."""
        relation = self.path.rpartition("__")[0]
        return frozenset({relation} if relation else ())

    def test(self, reading: Reading = stored) -> Predicate:
        """Return the test on the value that `reading` gives for the column."""
        read, holds = reading(self.path), self.holds
        return lambda row: holds(read(row))

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> Condition:
        """Return the test on the column, looked up where another table has it."""
        column = column_of(model, self.path, alias, joined)
        test = self.sql(column.name)
        return Condition(column.looked_up(test.sql), test.parameters)

    def negated(self, column: Column) -> Condition:
        """Return the opposite test, which a row that points to nothing meets too."""
        test = self.sql(column.name)
        opposite = f"NOT {column.looked_up(test.sql)}" if column.lookup else f"({test.sql}) IS NOT TRUE"
        return Condition(opposite, test.parameters)

    @abstractmethod
    def on(self, path: str) -> "OnColumn":
        """Return the same test on another column."""

    @abstractmethod
    def holds(self, value: object) -> bool:
        """Return whether a value of the column meets the test."""

    @abstractmethod
    def sql(self, column: str) -> Condition:
        """Return the test on a named SQL column."""

    def __invert__(self) -> Rule:
        return Not(self)


@dataclass(frozen=True, slots=True)
class Is(OnColumn):
    """A test that the column holds this word."""

    word: str

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(**{self.path: self.word})

    def on(self, path: str) -> OnColumn:
        """Return the same test on another column."""
        return Is(path, self.word)

    def holds(self, value: object) -> bool:
        """Return whether the value is the word."""
        return value == self.word

    def sql(self, column: str) -> Condition:
        """Return an equality."""
        return Condition(f"{column} = %s", (str(self.word),))

    def negated(self, column: Column) -> Condition:
        """Return an inequality, which an index answers, where the row itself has the column: words are never empty."""
        if column.own:
            return Condition(f"{column.name} <> %s", (str(self.word),))
        return OnColumn.negated(self, column)


@dataclass(frozen=True, slots=True)
class Marked(OnColumn):
    """A test that a boolean column is true."""

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(**{self.path: True})

    def on(self, path: str) -> OnColumn:
        """Return the same test on another column."""
        return Marked(path)

    def holds(self, value: object) -> bool:
        """Return whether the value is true."""
        return bool(value)

    def sql(self, column: str) -> Condition:
        """Return the column itself as the condition."""
        return Condition(column)

    def negated(self, column: Column) -> Condition:
        """Return the opposite; the row's own column is never empty."""
        return Condition(f"NOT {column.name}") if column.own else OnColumn.negated(self, column)


@dataclass(frozen=True, slots=True)
class Missing(OnColumn):
    """A test that the column is empty."""

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(**{f"{self.path}__isnull": True})

    def on(self, path: str) -> OnColumn:
        """Return the same test on another column."""
        return Missing(path)

    def holds(self, value: object) -> bool:
        """Return whether the value is None."""
        return value is None

    def sql(self, column: str) -> Condition:
        """Return the test for NULL."""
        return Condition(f"{column} IS NULL")


@dataclass(frozen=True, slots=True)
class Among(OnColumn):
    """A test that the column holds one of these ids, however many there are. Make it with `among`."""

    ids: frozenset[Any]  # Any: ids of the register; in rules that only test objects, any keys

    def q(self) -> Q:
        """Return the form for `filter`."""
        if len(self.ids) == 1:
            return Q(**{self.path: next(iter(self.ids))})
        return Q(**{f"{self.path}__in": sorted(self.ids)})

    def on(self, path: str) -> OnColumn:
        """Return the same test on another column."""
        return Among(path, self.ids)

    def holds(self, value: object) -> bool:
        """Return whether the value is one of the ids."""
        return value in self.ids

    def sql(self, column: str) -> Condition:
        """Return the test, with all ids in one parameter."""
        return Condition(f"{column} IN ({selected()})", (as_json(self.ids),))


@dataclass(frozen=True, slots=True, eq=False)
class Selected(OnColumn):
    """A test that the column holds the id of a row in a queryset. Testing an object costs a query."""

    found: QuerySet[Any]

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(**{f"{self.path}__in": self.found.order_by().values("pk")})

    def on(self, path: str) -> OnColumn:
        """Return the same test on another column."""
        return Selected(path, self.found)

    def holds(self, value: object) -> bool:
        """Ask the database whether the queryset has the id."""
        return value is not None and self.found.filter(pk=value).exists()

    def sql(self, column: str) -> Condition:
        """Return the test with the query as Django writes it."""
        try:
            sql, parameters = self.found.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return NOTHING.condition(self.found.model)
        return Condition(f"{column} IN ({sql})", tuple(parameters))


@dataclass(frozen=True, slots=True)
class Not(Rule):
    """The opposite of a test. A row that points to nothing meets it."""

    rule: OnColumn

    def q(self) -> Q:
        """Return the form for `filter`."""
        return ~self.rule.q()

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> Condition:
        """Return the form for SQL."""
        return self.rule.negated(column_of(model, self.rule.path, alias, joined))

    def test(self, reading: Reading = stored) -> Predicate:
        """Return the form for objects."""
        meets = self.rule.test(reading)
        return lambda row: not meets(row)

    def under(self, relation: str) -> Rule:
        """Return the opposite of the test on the row that is pointed to."""
        return ~self.rule.under(relation)

    def relations(self) -> frozenset[str]:
        """Return none: the opposite needs no other row."""
        return frozenset()

    def __invert__(self) -> Rule:
        return self.rule


@dataclass(frozen=True, slots=True)
class Every(Rule):
    """A rule made of several that a row must all meet. Make it with `&`."""

    rules: tuple[Rule, ...]

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(*(each.q() for each in self.rules))

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> Condition:
        """Return the form for SQL."""
        first, *rest = (each.condition(model, alias, joined) for each in self.rules)
        for each in rest:
            first &= each
        return first

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
        found = Q()
        for each in self.rules:
            found |= each.q()
        return found

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> Condition:
        """Return the form for SQL."""
        first, *rest = (each.condition(model, alias, joined) for each in self.rules)
        for each in rest:
            first |= each
        return first

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


def among(path: str, ids: Iterable[UUID | str]) -> Rule:
    """Return the rule that a column holds one of the ids; NOTHING where there are none."""
    given = frozenset(ids)
    return Among(path, given) if given else NOTHING


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
