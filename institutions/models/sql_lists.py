"""Lists of any length as one parameter of a query, in the SQL of either database."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler


def quote_name(name: str) -> str:
    """Quote the name of a table or column for SQL."""
    return connection.ops.quote_name(name)


def listed_ids() -> str:
    """Return SQL that turns one parameter (`as_listed`) into rows of ids: a list of any length stays one parameter."""
    return "SELECT value FROM json_each(%s)" if connection.vendor == "sqlite" else "SELECT unnest(%s::uuid[])"


def id_among(column: str) -> str:
    """Return the SQL condition that a column has one of the ids of one parameter (`as_listed`).

    PostgreSQL knows the length of an array, and looks each of its ids up in an index, also where the condition is one
    of several alternatives; a SELECT there would read the whole table.
    """
    return f"{column} IN ({listed_ids()})" if connection.vendor == "sqlite" else f"{column} = ANY(%s::uuid[])"


def number_among(column: str) -> str:
    """Return the SQL condition that a column has one of the whole numbers of one parameter (`as_listed`)."""
    if connection.vendor == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - no input in it
    return f"{column} = ANY(%s::bigint[])"


def listed_texts(*names: str) -> str:
    """Return SQL that turns one JSON parameter, lists of texts or nulls, into rows with columns of these names."""
    if connection.vendor == "sqlite":
        columns = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(names))
        return f"SELECT {columns} FROM json_each(%s)"  # noqa: S608 - no input in it
    columns = ", ".join(f"texts ->> {at} AS {name}" for at, name in enumerate(names))
    return f"SELECT {columns} FROM jsonb_array_elements(%s::jsonb) AS listed(texts)"  # noqa: S608 - no input in it


def day_of_text(sql: str) -> str:
    """Return SQL that compares an ISO date given as text with a column of days, which SQLite stores as text."""
    return sql if connection.vendor == "sqlite" else f"CAST({sql} AS date)"


def as_listed(values: Iterable[UUID] | Iterable[int]) -> str:
    """Return ids or whole numbers as the parameter of these conditions: sorted, as the database writes them.

    SQLite takes a JSON list, PostgreSQL the text of an array.
    """
    given = list(values)
    ids = sorted(str(each) for each in given if isinstance(each, UUID))  # far quicker than to sort the ids themselves
    numbers = sorted(each for each in given if isinstance(each, int))
    if connection.vendor == "sqlite":
        return json.dumps([*(each.replace("-", "") for each in ids), *numbers])
    return "{" + ",".join([*ids, *map(str, numbers)]) + "}"


class AmongIds(Lookup):
    """The condition that a column has one of some ids, as Django composes conditions. Make it with `among`."""

    lookup_name = "among_ids"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return the condition, with all ids in one parameter."""
        column, parameters = self.process_lhs(compiler, connection)
        return id_among(column), (*parameters, as_listed(self.rhs))


class AmongNumbers(AmongIds):
    """The same condition on a column of whole numbers. Make it with `among_numbers`."""

    lookup_name = "among_numbers"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return the condition, with all numbers in one parameter."""
        column, parameters = self.process_lhs(compiler, connection)
        return number_among(column), (*parameters, as_listed(self.rhs))


def among(path: str, ids: Iterable[UUID]) -> models.Q:
    """Return the condition for `filter` that the column at a path has one of the ids: any number in one parameter.

    It is for columns that are never empty, or that are to have one: its opposite leaves out the empty ones.
    """
    return models.Q(AmongIds(models.F(path), frozenset(ids)))


def among_numbers(path: str, numbers: Iterable[int]) -> models.Q:
    """Return the same condition for a column of whole numbers."""
    return models.Q(AmongNumbers(models.F(path), frozenset(numbers)))
