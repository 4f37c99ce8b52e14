"""The awards that a fact about many of them names: the ones to look at first. The others are counted.

A sponsor's history may have a thousand awards. A snapshot that named them all for each fact would hold little else, and
nobody reads a list of a thousand sources.
"""

from collections.abc import Iterable, Sequence
from typing import Final, TypedDict

NAMED: Final = 20  # as many as the earlier calls that a case reads


class RestsOn(TypedDict):
    """The statements that a fact rests on: those that it names, and the others."""

    origins: tuple[str, ...]
    further: tuple[str, ...]


def rests_on(statements: Iterable[str]) -> RestsOn:
    """Return the first statements as those that a fact names, the rest as further ones. Give the most telling first."""
    found = tuple(statements)
    return {"origins": found[:NAMED], "further": found[NAMED:]}


def rests_on_latest(statements: Sequence[str]) -> RestsOn:
    """Return the latest statements as those that a fact names, the rest as further ones. `statements`: earliest first.

    Where all are named they keep their order.
    """
    return rests_on(statements if len(statements) <= NAMED else reversed(statements))
