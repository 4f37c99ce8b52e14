"""Long lists within a page, each divided by itself: the part that is shown is a parameter of the address.

A page that has several lists keeps the parts of the others, its filters and its other parameters in each link. A list
that fits into one part is shown whole, without links.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from institutions.query.parameters import HIGHEST_PAGE, page_of_rows

A_PART: Final = 100  # rows; as many as a case has that is reviewed in one sitting


@dataclass(frozen=True, slots=True)
class ListPart:
    """One part of a list. `name`: the parameter, `anchor`: where the list begins on the page, `kept`: the others."""

    page: Page[Any]  # Any: rows of any sort
    name: str
    anchor: str
    kept: Mapping[str, str]

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of the part."""
        return list(self.page.object_list)

    @property
    def total(self) -> int:
        """The number of rows of the whole list."""
        return self.page.paginator.count

    @property
    def bounds(self) -> tuple[int, int]:
        """The places of the first row of the part in the list, and of the first one after it."""
        begin = (self.page.number - 1) * self.page.paginator.per_page
        return begin, begin + self.page.paginator.per_page

    @property
    def previous_url(self) -> str:
        """The address of the part before; empty for the first."""
        return self.url(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        """The address of the part after; empty for the last."""
        return self.url(self.page.number + 1) if self.page.has_next() else ""

    def url(self, number: int) -> str:
        """Return the address of a part of the list."""
        return f"?{urlencode({**self.kept, self.name: number})}#{self.anchor}"


def part_of(
    rows: Any,  # Any: a list or a query
    given: Mapping[str, str],
    name: str,
    *,
    anchor: str = "",
    shown: int | None = None,
    last: bool = False,
) -> ListPart:
    """Return the part of a list that an address names by its number; ParameterError for a wrong number.

    Without a number it is the part with the row in the place `shown`, or the last one where `last`, or the first.
    """
    asked = given
    if not given.get(name, "").strip() and (last or shown is not None):
        number = Paginator(rows, A_PART).num_pages if shown is None else shown // A_PART + 1
        asked = {name: str(number)}
    kept = {key: value for key, value in given.items() if value and key != name}
    return ListPart(page_of_rows(rows, A_PART, asked, name), name, anchor or name, kept)


def kept_parts(given: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Return the parts of lists that an address names, to go back to them after an act. ParameterError as above."""
    asked = [name for name in names if given.get(name)]
    return {name: str(page_of_rows(range(HIGHEST_PAGE), 1, given, name).number) for name in asked}
