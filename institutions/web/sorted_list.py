"""Lists that are sorted by a link in the head of a column: the order is one word in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F

from institutions.query.parameters import word_parameter

ORDER: Final = "order"
OrderBy = tuple[Any, ...]  # Any: names of columns or expressions, the last of which tells all rows apart


@dataclass(frozen=True, slots=True)
class SortColumn:
    """A column with the words of its two orders; the first is that of the first click."""

    name: str
    first: str
    second: str
    descends: bool = False  # whether the first order is the descending one


def both_ways(
    name: str, *fields: str, last: str = "pk", descends: bool = False, filled: bool = False
) -> tuple[SortColumn, dict[str, OrderBy]]:
    """Return a column that is sorted upwards, then downwards, by fields of which empty ones come last, and its orders.

    `descends`: the first click sorts downwards, as for days and counts. `filled`: none of the fields is ever empty, so
    that an index on them and `last` gives both orders. Rows that are equal in the fields come in one
    order, so that no page repeats or leaves out a row.
    """
    at_end = None if filled else True
    up = (*(F(each).asc(nulls_last=at_end) for each in fields), last)
    down = (*(F(each).desc(nulls_last=at_end) for each in fields), f"-{last}")
    words = (f"-{name}", name) if descends else (name, f"-{name}")
    return SortColumn(name, *words, descends=descends), {name: up, f"-{name}": down}


def orders_of(
    columns: Sequence[tuple[SortColumn, Mapping[str, OrderBy]]],
) -> tuple[list[SortColumn], dict[str, OrderBy]]:
    """Return the columns that `both_ways` gave, and the orders of all of them by their words."""
    return [column for column, _orders in columns], {
        word: by for _column, orders in columns for word, by in orders.items()
    }


def asked_order(given: Mapping[str, str], orders: Mapping[str, object]) -> str:
    """Return the word of the order in the address; the first one if there is none. ParameterError for a wrong word."""
    return word_parameter(given, ORDER, orders) or next(iter(orders))


def sort_links(given: Mapping[str, str], columns: Sequence[SortColumn], order: str) -> dict[str, dict[str, str]]:
    """Return by column the address of its next order, and in which direction the list is sorted by it, if it is."""
    kept = {name: value for name, value in given.items() if value and name not in (ORDER, "page")}
    return {
        each.name: {
            "url": f"?{urlencode({**kept, ORDER: each.second if order == each.first else each.first})}",
            "direction": direction_of(each, order),
        }
        for each in columns
    }


def direction_of(column: SortColumn, order: str) -> str:
    """Return the direction as `aria-sort` names it; empty if the list is sorted by something else."""
    if order not in (column.first, column.second):
        return ""
    return "descending" if (order == column.first) == column.descends else "ascending"
