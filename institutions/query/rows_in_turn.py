"""Rows of two queries, one after the other, as the pages of a list read them.

Where a column may be empty and empty rows come last both ways, no index gives the whole order downwards; one gives each
of the two parts.
"""

from typing import Any

from django.db.models import QuerySet


class RowsInTurn:
    """The rows of `first`, then those of `then`; both are parts of `whole`, which is counted in one query."""

    def __init__(self, whole: QuerySet[Any], first: QuerySet[Any], then: QuerySet[Any]) -> None:
        self.whole, self.first, self.then = whole, first, then

    def count(self) -> int:
        """Return the number of all rows."""
        return self.whole.count()

    def __getitem__(self, place: slice) -> list[Any]:
        """Return the rows of a page. The first part is counted only by a page that reaches beyond it."""
        start, stop = place.start or 0, place.stop
        found = list(self.first[start:stop])
        if len(found) == stop - start:
            return found
        before = start + len(found) if found else self.first.count()
        return [*found, *self.then[max(start - before, 0) : stop - before]]
