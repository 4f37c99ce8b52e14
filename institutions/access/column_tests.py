"""Tests on columns, of which rules are composed.

A column is named by its path as Django spells it: `submitted_by`, `imported__job__body`.
"""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, Q, QuerySet

from institutions.access.columns import NOT_JOINED, Column, Joined, column_of, stored
from institutions.access.rule import NOTHING, Predicate, Reading, Rule
from institutions.models.conditions import Condition
from institutions.models.sql_lists import as_json, selected


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


def among(path: str, ids: Iterable[UUID | str]) -> Rule:
    """Return the rule that a column holds one of the ids; NOTHING where there are none."""
    given = frozenset(ids)
    return Among(path, given) if given else NOTHING
