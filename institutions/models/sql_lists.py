"""Lists of any length as one parameter of a query, in the SQL of either database."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import RawSQL


def quote_name(name: str) -> str:
    """Quote the name of a table or column for SQL."""
    return connection.ops.quote_name(name)


def listed_ids() -> str:
    """Return SQL that turns one JSON parameter into rows of ids: a list of any length stays one parameter."""
    if connection.vendor == "sqlite":
        return "SELECT value FROM json_each(%s)"
    return "SELECT value::uuid FROM jsonb_array_elements_text(%s::jsonb) AS listed(value)"


def listed_numbers() -> str:
    """Return SQL that turns one JSON parameter into rows of whole numbers."""
    if connection.vendor == "sqlite":
        return "SELECT value FROM json_each(%s)"
    return "SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb) AS listed(value)"


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


def as_json(ids: Iterable[UUID]) -> str:
    """Return the ids as a sorted JSON list, in the form in which the database writes them."""
    return json.dumps(sorted(each.hex if connection.vendor == "sqlite" else str(each) for each in ids))


def among_ids(ids: Iterable[UUID]) -> RawSQL:
    """Return SQL for `filter(column__in=among(ids))`: any number of ids in one parameter."""
    return RawSQL(listed_ids(), [as_json(ids)], output_field=models.UUIDField())  # noqa: S611 - constant SQL
