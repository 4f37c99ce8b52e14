"""The rows of a published list by their fields, from CSV, a PDF, or every sheet of an Excel file that a person sees.

Above the headings are titles; headings may take several rows, with a group over its columns; they may come again.
Below are remarks and totals. A sheet with a table whose headings are not known is an error: nothing is lost silently.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

from openpyxl.utils import coordinate_to_tuple

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.formats.published.pdf_rows import PDF, pdf_lines
from institutions.formats.published.troubles import (
    ColumnMissing,
    ColumnsUnread,
    ColumnTwice,
    NoListHeadings,
    SheetUnread,
)
from institutions.formats.published.words import UNREAD, HeadingTable, bare_heading, heading_table, published_words
from institutions.formats.tables.cell_text import plain_cell
from institutions.formats.tables.excel.rows import excel_sheets
from institutions.formats.tables.formulas import unguard_formula
from institutions.formats.tables.lines import TableLine
from institutions.formats.tables.other_files import ZIP, refuse_other_file
from institutions.formats.tables.rows import MAX_CELL, read_csv_lines
from institutions.formats.tables.troubles.cells import CellTooLong
from institutions.formats.tables.troubles.rows import RowCutOff
from institutions.kinds.base import Label

AT_LEAST: Final = 3  # known headings that make a row one of headings
TABLE_CELLS: Final = 4  # filled cells of a row as only a table has, not a title
COORDINATE: Final = re.compile(r"[A-Z]+[0-9]+")


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row of a list: its filled cells by field, and the heading of each field as the file words it.

    `errors` are those of the cells that are read. `notes` are on the table, at its first row.
    """

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""  # where the file has several
    errors: tuple[FieldError, ...] = ()
    notes: tuple[FieldError, ...] = ()

    def place(self, name: str) -> str:
        """Return the heading of a field, with the sheet where the file has several: the place of an error."""
        heading = self.headings.get(name) or name
        return f"{self.sheet}: {heading}" if self.sheet else heading


def published_rows(file: IO[bytes], form: str, required: Sequence[str]) -> Iterator[PublishedRow]:
    """Yield the rows of a list. FileUnreadableError if no table has its headings, or one lacks a required column."""
    known = heading_table(form)
    reading = TableReading(known, required)
    found = False
    for sheet, line in sheet_lines(file, known):
        if sheet != reading.sheet:
            yield from reading.close()
            found = found or bool(reading.columns)
            reading = TableReading(known, required, sheet=sheet)
        yield from reading.line(line)
    yield from reading.close()
    if not found and not reading.columns:
        wanted = [known.first[each] for each in required]
        raise FileUnreadableError(NoListHeadings(headings=Label(", ".join(wanted), "、".join(wanted))))


def sheet_lines(file: IO[bytes], known: HeadingTable) -> Iterator[tuple[str, TableLine]]:
    """Yield the lines of a file by its actual type, each with the name of its sheet; empty in CSV and PDF."""
    file.seek(0)
    begins = file.read(len(ZIP))
    file.seek(0)
    if begins == PDF:
        yield from (("", line) for line in pdf_lines(file, known))
        return
    refuse_other_file(file)
    if begins == ZIP:
        yield from excel_sheets(file)
    else:
        yield from (("", line) for line in read_csv_lines(file))


@dataclass(slots=True)
class TableReading:
    """The reading of one sheet. `columns` are the fields by the number of their column, from 0."""

    known: HeadingTable
    required: Sequence[str]
    sheet: str = ""
    columns: dict[int, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    in_headings: bool = False
    width: int = 0  # columns up to the last heading
    table_at: int = 0  # the first row that looks like one of a table, while there are no headings

    def line(self, line: TableLine) -> Iterator[PublishedRow]:
        """Take one line; yield it if it is a row of the list. Of cells that are too long only the beginning is read."""
        cells = {column: cell[:MAX_CELL] for column, cell in enumerate(line.cells) if cell.strip()}
        fields = {column: name for column, cell in cells.items() if (name := self.known.field_of(cell))}
        if len(set(fields.values()) - {UNREAD}) >= AT_LEAST:
            self.begin(cells, fields)
        elif self.in_headings and self.continues(cells, fields):
            self.extend(cells, fields)
        elif self.columns:
            yield from self.row(line, cells)
        elif not self.table_at and len(cells) >= TABLE_CELLS:
            self.table_at = line.number

    def begin(self, cells: Mapping[int, str], fields: Mapping[int, str]) -> None:
        """Take a row of headings."""
        self.columns, self.headings, self.unread, self.in_headings, self.width = {}, {}, [], True, 0
        self.extend(cells, fields)

    def continues(self, cells: Mapping[int, str], fields: Mapping[int, str]) -> bool:
        """Return whether a row below headings goes on with them: all that is in it is a heading, or a unit."""
        return bool(cells) and all(each in fields or not bare_heading(cell) for each, cell in cells.items())

    def extend(self, cells: Mapping[int, str], fields: Mapping[int, str]) -> None:
        """Take the headings of a row; one below another stands for its column."""
        self.width = max(self.width, *(column + 1 for column in cells))
        for column, cell in cells.items():
            if name := fields.get(column):
                self.columns[column] = name
            elif column not in self.columns and bare_heading(cell):
                self.unread.append(" ".join(cell.split()))
            if name and name != UNREAD:
                self.headings[name] = " ".join(cell.split())

    def check(self) -> Iterator[FieldError]:
        """Check the headings as the first row below comes. FileUnreadableError if a column is missing or double."""
        names = Counter(name for name in self.columns.values() if name != UNREAD)
        if missing := [self.known.first[each] for each in self.required if each not in names]:
            raise FileUnreadableError(ColumnMissing(sheet=self.sheet, headings=tuple(missing)))
        if twice := sorted({self.headings[each] for each, times in names.items() if times > 1}):
            raise FileUnreadableError(ColumnTwice(sheet=self.sheet, headings=tuple(twice)))
        if self.unread:
            yield FieldError(self.sheet, ColumnsUnread(headings=tuple(self.unread)))

    def row(self, line: TableLine, cells: Mapping[int, str]) -> Iterator[PublishedRow]:
        """Yield a row below the headings, unless it is empty, a remark or a total."""
        notes = tuple(self.check()) if self.in_headings else ()
        self.in_headings = False
        errors = (*(each for each in map(self.error, line.errors) if each), *self.long_cells(line))
        named = {self.columns[at]: unguard_formula(cell) for at, cell in cells.items() if at in self.columns}
        named.pop(UNREAD, None)
        if not errors and (not named or is_remark(list(cells.values()))):
            return
        if line.whole and len(line.cells) < self.width:
            cut = RowCutOff(cells=len(line.cells), headings=self.width)  # its last cell may be incomplete
            yield PublishedRow(line.number, sheet=self.sheet, errors=(FieldError("", cut),), notes=notes)
            return
        yield PublishedRow(line.number, named, self.headings, self.sheet, errors, notes)

    def long_cells(self, line: TableLine) -> Iterator[FieldError]:
        """Yield an error for each cell that is read and too long for any field."""
        for at, name in self.columns.items():
            if name != UNREAD and at < len(line.cells) and len(line.cells[at]) > MAX_CELL:
                place = PublishedRow(0, headings=self.headings, sheet=self.sheet).place(name)
                yield FieldError(place, CellTooLong(length=len(line.cells[at]), most=MAX_CELL))

    def error(self, found: FieldError) -> FieldError | None:
        """Return the error of a cell under its heading; None for a cell that is not read."""
        if not COORDINATE.fullmatch(found.field):
            return found
        name = self.columns.get(coordinate_to_tuple(found.field)[1] - 1, UNREAD)
        if name == UNREAD:
            return None
        return found.at(PublishedRow(0, headings=self.headings, sheet=self.sheet).place(name))

    def close(self) -> Iterator[PublishedRow]:
        """End the sheet: yield an error if it has a table without known headings."""
        if self.table_at and not self.columns and self.sheet:
            yield PublishedRow(self.table_at, sheet=self.sheet, errors=(FieldError("", SheetUnread(sheet=self.sheet)),))


def is_remark(cells: Sequence[str]) -> bool:
    """Return whether the cells of a row are a remark or a total: its first text begins with a word for one."""
    first = plain_cell(cells[0])
    begins = tuple(plain_cell(each) for each in published_words()["remarks"])
    return first.startswith(begins) and (len(cells) == 1 or first.startswith("合計"))
