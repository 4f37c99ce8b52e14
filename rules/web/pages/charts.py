"""Pictures of the dashboard's tables as shapes for an inline SVG: the table beside each has the same numbers.

Lengths along the picture are in per cent and letters in pixels, so that it is as wide as its place and letters stay
readable on a telephone. Colours are classes, which the style sheet fills for light and dark pages.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rules.review.dashboard.table import ChartForm, Counted, FigureTable

SERIES_FROM: Final = 2  # the column of the first series; column 1 is the sum
PLOT, ABOVE, BELOW = 160, 22, 24  # pixels: the columns, the sum above the highest, the labels below
ROW, BAR_BELOW, BAR = 52, 24, 16  # pixels: a row, where its bar begins, how thick the bar is
LONGEST: Final = 88  # per cent of the width, which leaves room for the number behind a bar
SAID: Final[dict[Counted, Promise]] = {
    Counted.CASES: gettext_lazy("%(sum)d cases; most of them, %(most)d, in this state: %(row)s."),
    Counted.FINDINGS: gettext_lazy("%(sum)d findings; most of them, %(most)d, in this row: %(row)s."),
}
FILLED: Final = 0.66  # of the width of a column's place


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A rectangle of one series; `x` and `width` in per cent or pixels as written."""

    x: str
    y: str
    width: str
    height: str
    name: str


@dataclass(frozen=True, slots=True)
class ChartLabel:
    """A text at a place; `anchor` is start or middle."""

    x: str
    y: str
    text: str
    anchor: str = "middle"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """All shapes of a chart, its height in pixels, its legend, and one sentence that says what it shows."""

    height: int
    blocks: tuple[ChartBlock, ...]
    labels: tuple[ChartLabel, ...]
    legend: tuple[tuple[str, str], ...]
    description: str
    base: int | None = None  # where the columns stand, in pixels from above


def picture_of(table: FigureTable) -> Picture | None:
    """Draw a table that asks for columns or bars; None for another, or if all its numbers are 0."""
    if table.chart not in (ChartForm.COLUMNS, ChartForm.BARS) or not any(sums(table)):
        return None
    return columns(table) if table.chart == ChartForm.COLUMNS else bars(table)


def sums(table: FigureTable) -> list[int]:
    """Return the sum of each row."""
    return [int(row[1].value) for row in table.rows]


def parts(table: FigureTable, place: int) -> list[tuple[str, int]]:
    """Return the series of a row that are not 0, each with its number."""
    cells = table.rows[place][SERIES_FROM : SERIES_FROM + len(table.series)]
    return [(name, int(cell.value)) for name, cell in zip(table.series, cells, strict=True) if cell.value]


def legend_of(table: FigureTable) -> tuple[tuple[str, str], ...]:
    """Return the series with the headings of their columns."""
    return tuple(zip(table.series, table.headings[SERIES_FROM:], strict=False))


def columns(table: FigureTable) -> Picture:
    """Draw a stacked column for each row, the first series above."""
    totals, most = sums(table), max(sums(table))
    step, blocks, labels = 100 / len(totals), [], []
    for place, total in enumerate(totals):
        middle, top = (place + 0.5) * step, ABOVE + PLOT - total * PLOT / most
        labels.append(ChartLabel(percent(middle), str(ABOVE + PLOT + BELOW - 6), table.short[place]))
        if total:
            labels.append(ChartLabel(percent(middle), f"{top - 6:.1f}", str(total), strong=True))
        for name, number in parts(table, place):
            high = number * PLOT / most
            left, width = percent(middle - step * FILLED / 2), percent(step * FILLED)
            blocks.append(ChartBlock(left, f"{top:.1f}", width, f"{high:.1f}", name))
            top += high
    highest = totals.index(most)
    said = _("%(sum)d findings in %(months)d months; most in %(month)s: %(most)d.") % {
        "sum": sum(totals),
        "months": len(totals),
        "month": table.rows[highest][0].value,
        "most": most,
    }
    base = ABOVE + PLOT
    return Picture(base + BELOW, tuple(blocks), tuple(labels), legend_of(table), said, base)


def bars(table: FigureTable) -> Picture:
    """Draw a stacked bar for each row, its label above it and its sum behind it."""
    totals, most = sums(table), max(sums(table))
    blocks, labels = [], []
    for place, total in enumerate(totals):
        top, left = place * ROW, 0.0
        labels.append(ChartLabel("0", str(top + BAR_BELOW - 6), str(table.rows[place][0].value), "start"))
        for name, number in parts(table, place):
            wide = number * LONGEST / most
            blocks.append(ChartBlock(percent(left), str(top + BAR_BELOW), percent(wide), str(BAR), name))
            left += wide
        labels.append(ChartLabel(percent(left + 1), str(top + BAR_BELOW + BAR - 3), str(total), "start", strong=True))
    longest = totals.index(most)
    said = str(SAID[table.counted]) % {"sum": sum(totals), "most": most, "row": table.rows[longest][0].value}
    return Picture(len(totals) * ROW, tuple(blocks), tuple(labels), legend_of(table), said)


def percent(value: float) -> str:
    """Write a length in per cent."""
    return f"{value:.2f}%"
