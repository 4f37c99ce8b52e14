"""The headings of a published list, over one row or several: groups over columns, headings broken over rows, units.

A heading is looked for by its own text and by that of what stands over it: 再就職先 over 名称 heads what 再就職先の名称
does. A merged cell has its text in its first column alone, so the nearest one to the left stands over a column.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.formats.published.troubles import ColumnMissing, ColumnsUnread, ColumnTwice
from institutions.formats.published.words import UNREAD, HeadingTable, bare_heading
from institutions.formats.tables.cell_text import plain_cell

AT_LEAST: Final = 3  # known headings that make a row one of headings
ROWS_ABOVE: Final = 3  # rows over such a row that may be headings too
GLUES: Final = ("\n", "\nの\n")  # between a group and what is below it; line ends are not compared
Cells = Mapping[int, str]  # the filled cells of a row by the number of their column, from 0, in its order


class HeadingRow:
    """A row of headings. A cell stands over the columns up to the next one that begins, in this row or one above it."""

    def __init__(self, cells: Cells, begun: Collection[int] = ()) -> None:
        """Take the filled cells of the row, and the columns in which a cell of the rows above begins."""
        self.cells = cells
        self.begun = sorted({*cells, *begun})

    def over(self, column: int) -> str:
        """Return what the row has over a column: its own cell, else that of a group; empty if none."""
        at = bisect_right(self.begun, column)
        return self.cells.get(self.begun[at - 1], "") if at else ""


def stacked(rows: Sequence[Cells]) -> list[HeadingRow]:
    """Return rows that stand over one another, from the top."""
    found: list[HeadingRow] = []
    for each in rows:
        found.append(HeadingRow(each, found[-1].begun if found else ()))
    return found


@dataclass(slots=True)
class ListHeadings:
    """The headings of one table. `columns` are the fields by column, `worded` the heading of each field in the file.

    `over` is all that stands over the column of a field, groups and units included. `rows` are the rows of headings.
    """

    known: HeadingTable
    columns: dict[int, str] = field(default_factory=dict)
    worded: dict[str, str] = field(default_factory=dict)
    over: dict[str, str] = field(default_factory=dict)
    unread: dict[int, str] = field(default_factory=dict)
    rows: list[HeadingRow] = field(default_factory=list)
    width: int = 0  # columns up to the last heading

    def continues(self, cells: Cells) -> bool:
        """Return whether a row below headings goes on with them.

        It has a known heading or nothing but units, and no other text below the heading of a field.
        """
        fields = heading_fields(self.known, self.rows, cells)
        others = [column for column, cell in cells.items() if column not in fields and bare_heading(cell)]
        return bool(cells) and (bool(fields) or not others) and not any(each in self.columns for each in others)

    def extend(self, cells: Cells) -> None:
        """Take the headings of a row; one below another stands for its column."""
        self.width = max(self.width, *(column + 1 for column in cells))
        fields = heading_fields(self.known, self.rows, cells)
        for column, cell in cells.items():
            said = " ".join(cell.split())
            if name := fields.get(column):
                self.columns[column] = name
                self.unread.pop(column, None)
                if name != UNREAD:
                    above = "" if self.known.field_of(cell) == name else f"{text_over(self.rows, column)} "
                    self.worded[name] = f"{above}{said}".strip()
            elif bare_heading(cell):
                self.columns.pop(column, None)  # what is below the heading of a field is another one
                self.unread[column] = said
        self.rows.append(HeadingRow(cells, self.rows[-1].begun if self.rows else ()))
        for column, name in self.columns.items():
            self.over[name] = text_over(self.rows, column)

    def check(self, sheet: str, required: Sequence[str]) -> Iterator[FieldError]:
        """Yield notes on the headings of a sheet. FileUnreadableError if a column is missing or double."""
        names = Counter(name for name in self.columns.values() if name != UNREAD)
        if missing := [self.known.first[each] for each in required if each not in names]:
            raise FileUnreadableError(ColumnMissing(sheet=sheet, headings=tuple(missing)))
        if twice := sorted({self.worded[each] for each, times in names.items() if times > 1}):
            raise FileUnreadableError(ColumnTwice(sheet=sheet, headings=tuple(twice)))
        if self.unread:
            yield FieldError(sheet, ColumnsUnread(headings=tuple(self.unread.values())))


def begun_headings(known: HeadingTable, above: Sequence[Cells], cells: Cells) -> ListHeadings | None:
    """Return the headings that a row begins or completes, with the rows over it that are headings too; else None."""
    fields = heading_fields(known, stacked(above), cells)
    if len(set(fields.values()) - {UNREAD}) < AT_LEAST:
        return None
    first = len(above)
    while first and (
        fields != heading_fields(known, stacked(above[first:]), cells)
        or heading_fields(known, stacked(above[: first - 1]), above[first - 1])
    ):
        first -= 1
    found = ListHeadings(known)
    for row in (*above[first:], cells):
        found.extend(row)
    return found


def heading_fields(known: HeadingTable, above: Sequence[HeadingRow], cells: Cells) -> dict[int, str]:
    """Return the fields of a row of headings by column, each by the text of its cell below as many groups as count."""
    found = {column: field_below(known, above, column, cell) for column, cell in cells.items()}
    return {column: name for column, name in found.items() if name}


def field_below(known: HeadingTable, above: Sequence[HeadingRow], column: int, cell: str) -> str | None:
    """Return the field that a cell heads: by its own text below all groups, then below fewer, last by itself."""
    groups = [text for row in above if (text := row.over(column))]
    for start in range(len(groups)):
        for glue in GLUES:
            if name := known.field_of(glue.join([*groups[start:], cell])):
                return name
    return known.field_of(cell)


def text_over(rows: Sequence[HeadingRow], column: int) -> str:
    """Return all that rows of headings have over a column, from the top."""
    return " ".join(" ".join(each.over(column).split()) for each in rows).strip()


def same_text(cells: Cells) -> tuple[tuple[int, str], ...]:
    """Return a row as it is compared with another: its cells without blanks and widths of letters."""
    return tuple((column, "".join(plain_cell(cell).split())) for column, cell in sorted(cells.items()))
