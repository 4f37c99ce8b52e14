"""Rows of a table in any file: their line, and their cells as text by the headings of their columns."""

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import IO, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError, FieldErrors
from institutions.formats.tables.cell_text import MAX_LINE, text_lines
from institutions.formats.tables.excel.rows import excel_lines
from institutions.formats.tables.formulas import unguard_formula
from institutions.formats.tables.lines import MAX_COLUMNS, TableLine
from institutions.formats.tables.other_files import ZIP, refuse_other_file
from institutions.formats.tables.troubles.cells import CellTooLong, CellWithoutHeading
from institutions.formats.tables.troubles.headings import (
    CsvBroken,
    EmptyTable,
    HeadingsRepeated,
    LineWithoutEnd,
    NoSuchHeading,
    SemicolonsBetween,
    TabsBetween,
    TooManyColumns,
)
from institutions.formats.tables.troubles.rows import RowCutOff
from institutions.kinds.base import Label

LOOKED_FOR: Final = 5  # the number of first lines among which headings are searched
MAX_CELL: Final = 10_000  # characters; no field takes as many
MAX_HEADING: Final = 200  # characters; it is read again for each row


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row below the headings; empty cells are left out."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()


def table_rows(file: IO[bytes], headed_by: tuple[str, ...] = ()) -> Iterator[TableRow]:
    """Yield the rows of a CSV or Excel file whose first non-empty line has the headings.

    With `headed_by` it is the first line, of the first few, that has one of these; FileUnreadableError if none has.
    """
    headings: list[str] = []
    is_empty = True
    for line in lines_in(file):
        is_empty = False
        if not headings:
            headings = distinct_headings(line)
            if headed_by and not set(headings) & set(headed_by):
                headings = []
                if line.number >= LOOKED_FOR:
                    break
        elif line.errors:
            yield TableRow(line.number, errors=line.errors)
        elif any(cell.strip() for cell in line.cells):
            yield row_under_headings(line, headings)
    if not headings and headed_by and not is_empty:
        headings_wanted = Label(" or ".join(headed_by), "」又は「".join(headed_by))
        raise FileUnreadableError(NoSuchHeading(headings=headings_wanted))
    if not headings:
        raise FileUnreadableError(EmptyTable())


def lines_in(file: IO[bytes]) -> Iterator[TableLine]:
    """Yield the lines of a file by its actual type, not by its name."""
    refuse_other_file(file)
    begins = file.read(len(ZIP))
    file.seek(0)
    if begins == ZIP:
        yield from excel_lines(file)
    else:
        yield from read_csv_lines(file)


def read_csv_lines(file: IO[bytes]) -> Iterator[TableLine]:
    """Yield the lines of a CSV file. A quote that is never closed would swallow the rest: the file is refused."""
    with closing(text_lines(file)) as lines:
        row = LinesOfRow(lines)
        reader = csv.reader(row, strict=True)
        while True:
            number = row.begins_at(reader.line_num + 1)
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as trouble:
                raise FileUnreadableError(CsvBroken(line=PlainNumber(number), trouble=str(trouble))) from trouble
            yield TableLine(number, cells, whole=True)


class LinesOfRow:
    """The lines of a text for a reader of CSV: those of one row together are no longer than one line may be.

    A row goes on over a line end within quotes, cell after cell. Its cells take far more memory than its characters.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._first, self._read = 1, 0

    def begins_at(self, number: int) -> int:
        """Note that a row begins with the line of this number, and return it."""
        self._first, self._read = number, 0
        return number

    def __iter__(self) -> Iterator[str]:
        """Yield the lines. FileUnreadableError if a row is too long."""
        for line in self._lines:
            self._read += len(line)
            if self._read > MAX_LINE:
                raise FileUnreadableError(LineWithoutEnd(line=PlainNumber(self._first), number=MAX_LINE))
            yield line


def refuse_other_separator(line: TableLine) -> None:
    """Refuse a line of headings in a text that are separated by tabs or semicolons instead of commas."""
    said = [cell.strip() for cell in line.cells if cell.strip()]
    if line.whole and any("\t" in cell for cell in said):
        raise FileUnreadableError(TabsBetween(line=PlainNumber(line.number)))
    if line.whole and len(said) == 1 and ";" in said[0]:
        raise FileUnreadableError(SemicolonsBetween(line=PlainNumber(line.number)))


def distinct_headings(line: TableLine) -> list[str]:
    """Return the headings; FileUnreadableError if there are too many, or one is too long or repeated."""
    headings = [cell.strip() for cell in line.cells]
    refuse_other_separator(line)
    if line.errors:
        raise FileUnreadableError(line.errors[0].said)
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        raise FileUnreadableError(TooManyColumns(number=len(headings), most=MAX_COLUMNS))
    if long := next((each for each in headings if len(each) > MAX_HEADING), None):
        raise FileUnreadableError(CellTooLong(length=len(long), most=MAX_HEADING))
    repeated = {each for each in headings if each and headings.count(each) > 1}
    if repeated:
        raise FileUnreadableError(HeadingsRepeated(headings=tuple(sorted(repeated))))
    return headings


def row_under_headings(line: TableLine, headings: list[str]) -> TableRow:
    """Return the cells of a line by their headings; none of a cut off line, since its last may be incomplete."""
    if line.whole and len(line.cells) < len(headings):
        said = RowCutOff(cells=len(line.cells), headings=len(headings))
        return TableRow(line.number, errors=(FieldError(headings[len(line.cells)], said),))
    errors = FieldErrors()
    for place, cell in enumerate(line.cells):
        if trouble := cell_trouble(cell, place, headings):
            errors.add(heading_at(headings, place), trouble)
    cells = {
        heading: unguard_formula(cell) for heading, cell in zip(headings, line.cells, strict=False) if cell.strip()
    }
    return TableRow(line.number, cells, errors.listed())


def cell_trouble(cell: str, place: int, headings: list[str]) -> Coded | None:
    """Return the trouble with a cell before its value is read: too long, or without a heading."""
    if len(cell) > MAX_CELL:
        return CellTooLong(length=len(cell), most=MAX_CELL)
    if cell.strip() and not heading_at(headings, place):
        return CellWithoutHeading(number=PlainNumber(place + 1))
    return None


def heading_at(headings: list[str], place: int) -> str:
    """Return the heading of a column; empty beyond the last one."""
    return headings[place] if place < len(headings) else ""
