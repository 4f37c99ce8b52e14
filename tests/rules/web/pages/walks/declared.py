"""The walks by keyboard alone, declared once: each may be taken in both languages, on a desk and on a telephone.

`IN_EACH_RUN` are those that the suite takes: each walk, language and width at least twice. `make walks` takes all.
"""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Final, NamedTuple

import pytest

from tests.rules.web.pages.walks.answering import answer_a_request
from tests.rules.web.pages.walks.merging import merge_a_duplicate
from tests.rules.web.pages.walks.registering import register_cloud, register_hikari, register_open_call
from tests.rules.web.pages.walks.reviewing import review_with_a_second_person
from tests.rules.web.pages.walks.stage import HEIGHT, Stage


class Cell(NamedTuple):
    """One walk in one language at one width."""

    walk: str
    language: str
    width: int


LANGUAGES: Final = ("en", "ja")
WALKS: Final[dict[str, Callable[[Stage], None]]] = {
    "hikari_magnetics": register_hikari,
    "open_call": register_open_call,
    "digital_agency_cloud": register_cloud,
    "own_case_to_its_clearance_by_two": review_with_a_second_person,
    "answer_to_a_request": answer_a_request,
    "duplicate": merge_a_duplicate,
}
EVERY: Final = tuple(Cell(*each) for each in product(WALKS, LANGUAGES, HEIGHT))
ONCE: Final = frozenset(
    {
        Cell("hikari_magnetics", "en", 1280),
        Cell("open_call", "ja", 390),
        Cell("digital_agency_cloud", "ja", 390),
    }
)  # the longest ones
CROSSED: Final = {("en", 1280), ("ja", 390)}
REGISTERED: Final = frozenset({each.walk for each in ONCE})
IN_EACH_RUN: Final = tuple(
    each for each in EVERY if each in ONCE or (each.walk not in REGISTERED and (each.language, each.width) in CROSSED)
)


def taken(cells: Iterable[Cell]) -> pytest.MarkDecorator:
    """Return the decorator that takes a test through these cells."""
    return pytest.mark.parametrize("cell", cells, ids=lambda each: f"{each.walk}-{each.language}-{each.width}")


def take(cell: Cell, stage: Stage) -> None:
    """Take the walk of a cell: nothing asks another host, and no console complains."""
    WALKS[cell.walk](stage)
    assert stage.watched.foreign == []
    assert stage.watched.complaints == []
