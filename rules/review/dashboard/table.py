"""Tables of the dashboard: rows of cells, each with the page that it leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from institutions.access.keys import KeyHolder
from institutions.models import Account

FINDINGS: Final = "findings"
PARTNERSHIPS: Final = "partnerships"
DASHBOARD: Final = "dashboard"
User = Account | KeyHolder


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A text or number, and its target: a number leads to the list that it counts, by the query of the list."""

    value: str | int
    list: str = ""
    query: str = ""
    at: str = ""  # the table of that page


class ChartForm(StrEnum):
    """A picture of a whole table: a stacked column or a stacked bar for each row, or its numbers in large type."""

    NONE = ""
    COLUMNS = "columns"
    BARS = "bars"
    TILES = "tiles"


class Counted(StrEnum):
    """The items that the numbers of a table count, which the description of its picture names."""

    CASES = "cases"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table; `note` says what is left out of it.

    A `chart` shows the columns from the third on, one for each name in `series`; the second is their sum. `short` has
    the label of each row under its column.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[FigureCell, ...], ...]
    note: str = ""
    chart: ChartForm = ChartForm.NONE
    series: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    counted: Counted = Counted.CASES


def counted_cell(number: int, where: str, **query: str) -> FigureCell:
    """Make a cell of a number with the list that it counts; a zero counts nothing."""
    return FigureCell(number, where, urlencode(query)) if number else FigureCell(0)


def value_or_dash(value: int | None, words: Callable[[int], str]) -> str:
    """Write a value, or a dash where there is nothing to divide."""
    return "–" if value is None else words(value)
