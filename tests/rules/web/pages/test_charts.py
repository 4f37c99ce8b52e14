"""Pictures of tables: blocks are as long as their numbers, and a picture of nothing is not drawn."""

from dataclasses import replace

import pytest

from rules.review.dashboard.table import ChartForm, FigureCell, FigureTable
from rules.web.pages.charts import LONGEST, PLOT, ChartBlock, picture_of

pytestmark = pytest.mark.once


def table(*rows: tuple[int, ...], chart: ChartForm) -> FigureTable:
    """Return a table with two series; each row gives both numbers."""
    made = tuple((FigureCell(f"row {n}"), FigureCell(sum(row)), *map(FigureCell, row)) for n, row in enumerate(rows))
    short = tuple(str(n) for n in range(len(rows)))
    return FigureTable("t", "Title", ("Row", "All", "A", "B"), made, chart=chart, series=("a", "b"), short=short)


def lengths(blocks: tuple[ChartBlock, ...], side: str) -> list[tuple[str, float]]:
    """Return the name of each block with its length."""
    return [(each.name, float(getattr(each, side).rstrip("%"))) for each in blocks]


def test_the_highest_column_fills_the_plot_and_the_others_are_in_proportion() -> None:
    picture = picture_of(table((1, 3), (0, 2), (0, 0), chart=ChartForm.COLUMNS))
    assert picture
    assert lengths(picture.blocks, "height") == [("a", PLOT / 4), ("b", PLOT * 3 / 4), ("b", PLOT / 2)]
    first, second, third = picture.blocks
    assert float(first.y) + float(first.height) == float(second.y), "the parts of a column stand on one another"
    assert float(third.y) + float(third.height) == picture.base
    assert [each.text for each in picture.labels if each.strong] == ["4", "2"]
    assert picture.legend == (("a", "A"), ("b", "B"))
    assert picture.description == "6 findings in 3 months; most in row 0: 4."


def test_bars_lie_behind_one_another_and_their_sums_stand_behind_them() -> None:
    picture = picture_of(table((1, 1), (1, 0), chart=ChartForm.BARS))
    assert picture
    assert lengths(picture.blocks, "width") == [("a", LONGEST / 2), ("b", LONGEST / 2), ("a", LONGEST / 2)]
    assert lengths(picture.blocks, "x") == [("a", 0), ("b", LONGEST / 2), ("a", 0)]
    assert [each.text for each in picture.labels] == ["row 0", "2", "row 1", "1"]


def test_nothing_is_drawn_of_zeros_or_of_a_table_that_asks_for_no_picture() -> None:
    assert picture_of(table((0, 0), chart=ChartForm.COLUMNS)) is None
    assert picture_of(replace(table((1, 1), chart=ChartForm.BARS), chart=ChartForm.TILES)) is None
    assert picture_of(replace(table((1, 1), chart=ChartForm.BARS), chart=ChartForm.NONE)) is None
