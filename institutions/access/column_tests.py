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

from institutions.access.columns import NOT_JOINED, Joined, SqlColumn, column_at, column_reader
from institutions.access.rule import NOTHING, AccessRule, Predicate, Reading
from institutions.models.conditions import SqlCondition
from institutions.models.sql_lists import as_listed, id_among


@dataclass(frozen=True, slots=True)
class ColumnRule(AccessRule):
    """A test on one column."""

    path: str

    def under(self, relation: str) -> AccessRule:
        """Return the same test on the column of the row that the relation points to."""
        return self.on(f"{relation}__{self.path}")

    def relations(self) -> frozenset[str]:
        """Return the relation to the table that has the column; none for the row's own table."""
        relation = self.path.rpartition("__")[0]
        return frozenset({relation} if relation else ())

    def test(self, reading: Reading = column_reader) -> Predicate:
        """Return the test on the value that `reading` gives for the column."""
        read, holds = reading(self.path), self.holds
        return lambda row: holds(read(row))

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> SqlCondition:
        """Return the test on the column, looked up where another table has it."""
        column = column_at(model, self.path, alias, joined)
        test = self.sql(column.name)
        return SqlCondition(column.looked_up(test.sql), test.parameters)

    def negated(self, column: SqlColumn) -> SqlCondition:
        """Return the opposite test, which a row that points to nothing meets too."""
        test = self.sql(column.name)
        opposite = f"NOT {column.looked_up(test.sql)}" if column.lookup else f"({test.sql}) IS NOT TRUE"
        return SqlCondition(opposite, test.parameters)

    @abstractmethod
    def on(self, path: str) -> "ColumnRule":
        """Return the same test on another column."""

    @abstractmethod
    def holds(self, value: object) -> bool:
        """Return whether a value of the column meets the test."""

    @abstractmethod
    def sql(self, column: str) -> SqlCondition:
        """Return the test on a named SQL column."""

    def __invert__(self) -> AccessRule:
        return NotRule(self)


@dataclass(frozen=True, slots=True)
class ColumnEquals(ColumnRule):
    """A test that the column holds this word."""

    word: str

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(**{self.path: self.word})

    def on(self, path: str) -> ColumnRule:
        """Return the same test on another column."""
        return ColumnEquals(path, self.word)

    def holds(self, value: object) -> bool:
        """Return whether the value is the word."""
        return value == self.word

    def sql(self, column: str) -> SqlCondition:
        """Return an equality."""
        return SqlCondition(f"{column} = %s", (str(self.word),))

    def negated(self, column: SqlColumn) -> SqlCondition:
        """Return an inequality, which an index answers, where the row itself has the column: words are never empty."""
        if column.own:
            return SqlCondition(f"{column.name} <> %s", (str(self.word),))
        return ColumnRule.negated(self, column)


@dataclass(frozen=True, slots=True)
class ColumnTrue(ColumnRule):
    """A test that a boolean column is true."""

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(**{self.path: True})

    def on(self, path: str) -> ColumnRule:
        """Return the same test on another column."""
        return ColumnTrue(path)

    def holds(self, value: object) -> bool:
        """Return whether the value is true."""
        return bool(value)

    def sql(self, column: str) -> SqlCondition:
        """Return the column itself as the condition."""
        return SqlCondition(column)

    def negated(self, column: SqlColumn) -> SqlCondition:
        """Return the opposite; the row's own column is never empty."""
        return SqlCondition(f"NOT {column.name}") if column.own else ColumnRule.negated(self, column)


@dataclass(frozen=True, slots=True)
class ColumnEmpty(ColumnRule):
    """A test that the column is empty."""

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(**{f"{self.path}__isnull": True})

    def on(self, path: str) -> ColumnRule:
        """Return the same test on another column."""
        return ColumnEmpty(path)

    def holds(self, value: object) -> bool:
        """Return whether the value is None."""
        return value is None

    def sql(self, column: str) -> SqlCondition:
        """Return the test for NULL."""
        return SqlCondition(f"{column} IS NULL")


@dataclass(frozen=True, slots=True)
class ColumnAmong(ColumnRule):
    """A test that the column holds one of these ids, however many there are. Make it with `column_among`."""

    ids: frozenset[Any]  # Any: ids of the register; in rules that only test objects, any keys

    def q(self) -> Q:
        """Return the form for `filter`."""
        if len(self.ids) == 1:
            return Q(**{self.path: next(iter(self.ids))})
        return Q(**{f"{self.path}__in": sorted(self.ids)})

    def on(self, path: str) -> ColumnRule:
        """Return the same test on another column."""
        return ColumnAmong(path, self.ids)

    def holds(self, value: object) -> bool:
        """Return whether the value is one of the ids."""
        return value in self.ids

    def sql(self, column: str) -> SqlCondition:
        """Return the test, with all ids in one parameter."""
        return SqlCondition(id_among(column), (as_listed(self.ids),))


@dataclass(frozen=True, slots=True, eq=False)
class ColumnSelected(ColumnRule):
    """A test that the column holds the id of a row in a queryset. Testing an object costs a query."""

    found: QuerySet[Any]

    def q(self) -> Q:
        """Return the form for `filter`."""
        return Q(**{f"{self.path}__in": self.found.order_by().values("pk")})

    def on(self, path: str) -> ColumnRule:
        """Return the same test on another column."""
        return ColumnSelected(path, self.found)

    def holds(self, value: object) -> bool:
        """Ask the database whether the queryset has the id."""
        return value is not None and self.found.filter(pk=value).exists()

    def sql(self, column: str) -> SqlCondition:
        """Return the test with the query as Django writes it."""
        try:
            sql, parameters = self.found.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return NOTHING.condition(self.found.model)
        return SqlCondition(f"{column} IN ({sql})", tuple(parameters))


@dataclass(frozen=True, slots=True)
class NotRule(AccessRule):
    """The opposite of a test. A row that points to nothing meets it."""

    rule: ColumnRule

    def q(self) -> Q:
        """Return the form for `filter`."""
        return ~self.rule.q()

    def condition(self, model: type[Model], alias: str = "e", joined: Joined = NOT_JOINED) -> SqlCondition:
        """Return the form for SQL."""
        return self.rule.negated(column_at(model, self.rule.path, alias, joined))

    def test(self, reading: Reading = column_reader) -> Predicate:
        """Return the form for objects."""
        meets = self.rule.test(reading)
        return lambda row: not meets(row)

    def under(self, relation: str) -> AccessRule:
        """Return the opposite of the test on the row that is pointed to."""
        return ~self.rule.under(relation)

    def relations(self) -> frozenset[str]:
        """Return none: the opposite needs no other row."""
        return frozenset()

    def __invert__(self) -> AccessRule:
        return self.rule


def column_among(path: str, ids: Iterable[UUID | str]) -> AccessRule:
    """Return the rule that a column holds one of the ids; NOTHING if there are none."""
    given = frozenset(ids)
    return ColumnAmong(path, given) if given else NOTHING
