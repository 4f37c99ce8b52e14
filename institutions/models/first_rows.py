"""The first different values of ordered rows, where the same value may come several times."""

from collections.abc import Collection
from typing import Any, Final, TypeVar

from django.db.models import QuerySet

Value = TypeVar("Value")
ROWS_EACH: Final = 3  # rows of one value that are expected at most; of more, more rows are read


def first_different(rows: "QuerySet[Any, Value]", most: int, *, but: Collection[Value] = ()) -> list[Value]:
    """Return the first values of the rows, each once, up to `most`, without those of `but`. One query, rarely more."""
    wanted = (most + len(but)) * ROWS_EACH
    while True:
        read = list(rows[:wanted])
        found = [each for each in dict.fromkeys(read) if each not in but]
        if len(read) < wanted or len(found) >= most:
            return found[:most]
        wanted *= ROWS_EACH
