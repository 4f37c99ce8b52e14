"""The rows of a published list by their fields, from CSV, a PDF, or every sheet of an Excel file that a person sees.

Above the headings are titles; headings may take several rows, with a group over its columns; they may come again.
Below are remarks and totals. A sheet with a table whose headings are not known is an error: nothing is lost silently.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

from openpyxl.utils import coordinate_to_tuple

from institutions.codes.parameters import outside_value
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.formats.published.headings import ROWS_ABOVE, Cells, ListHeadings, begun_headings, same_text
from institutions.formats.published.pdf_rows import PDF, pdf_lines
from institutions.formats.published.troubles import DittoMark, NoListHeadings, SheetUnread
from institutions.formats.published.words import (
    UNREAD,
    HeadingTable,
    heading_table,
    published_words,
    without_brackets,
)
from institutions.formats.tables.cell_text import plain_cell
from institutions.formats.tables.excel.rows import excel_sheets
from institutions.formats.tables.formulas import unguard_formula
from institutions.formats.tables.lines import TableLine
from institutions.formats.tables.other_files import ZIP, refuse_other_file
from institutions.formats.tables.rows import MAX_CELL, read_csv_lines
from institutions.formats.tables.troubles.cells import CellTooLong
from institutions.formats.tables.troubles.rows import RowCutOff
from institutions.kinds.base import Label

NOTE: Final = "note"  # the field of remarks, which are read by nobody: a mark in it stands for nothing
OF_A_TOTAL: Final = re.compile(r"[0-9]+[件者社][:]?$|:$", re.ASCII)
MOST_ABOVE: Final = 50  # rows above headings that are compared with later ones
TABLE_CELLS: Final = 4  # filled cells of a row as only a table has, not a title
COORDINATE: Final = re.compile(r"[A-Z]+[0-9]+")


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row of a list: its filled cells by field, and the heading of each field as the file words it.

    `errors` are those of the cells that are read. `notes` are on the table, at its first row. `over` is all that stands
    over the column of each field, groups and units included.
    """

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""  # where the file has several
    errors: tuple[FieldError, ...] = ()
    notes: tuple[FieldError, ...] = ()
    over: Mapping[str, str] = field(default_factory=dict)

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
            found = found or bool(reading.headings)
            reading = TableReading(known, required, sheet=sheet)
        yield from reading.line(line)
    yield from reading.close()
    if not found and not reading.headings:
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
    """The reading of one sheet. `above` are its rows above the first headings, from the top.

    `repeated` are titles and headings, which a list may have again on each of its printed pages.
    """

    known: HeadingTable
    required: Sequence[str]
    sheet: str = ""
    headings: ListHeadings | None = None
    in_headings: bool = False
    above: list[Cells] = field(default_factory=list)
    repeated: frozenset[object] = frozenset()
    table_at: int = 0  # the first row that looks like one of a table, while there are no headings

    def line(self, line: TableLine) -> Iterator[PublishedRow]:
        """Take one line; yield it if it is a row of the list. Of cells that are too long only the beginning is read."""
        cells = {column: cell[:MAX_CELL] for column, cell in enumerate(line.cells) if cell.strip()}
        if cells and not self.in_headings and same_text(cells) in self.repeated:
            return
        above = [] if self.headings else self.above[-ROWS_ABOVE:]
        begun = begun_headings(self.known, above, cells)
        if self.headings and self.in_headings and self.goes_on(begun, cells):
            self.headings.extend(cells)
        elif begun:
            self.headings, self.in_headings = begun, True
        elif self.headings:
            yield from self.row(line, cells, self.headings)
        elif cells:
            self.above = [*self.above, cells][-MOST_ABOVE:]
            if not self.table_at and len(cells) >= TABLE_CELLS:
                self.table_at = line.number

    def goes_on(self, begun: ListHeadings | None, cells: Cells) -> bool:
        """Return whether a row below headings is one of them: it has not all required columns as another table has."""
        if begun is not None:
            return not set(self.required) <= set(begun.columns.values())
        return self.headings is not None and self.headings.continues(cells)

    def row(self, line: TableLine, cells: Cells, headings: ListHeadings) -> Iterator[PublishedRow]:
        """Yield a row below the headings, unless it is empty, a remark or a total."""
        notes: tuple[FieldError, ...] = ()
        if self.in_headings:
            notes = tuple(headings.check(self.sheet, self.required))
            self.in_headings, self.repeated = (
                False,
                frozenset(map(same_text, (*(each.cells for each in headings.rows), *self.above))),
            )
        errors = (*(each for each in map(self.error, line.errors) if each), *self.long_cells(line))
        named = {headings.columns[at]: unguard_formula(cell) for at, cell in cells.items() if at in headings.columns}
        named.pop(UNREAD, None)
        if not errors and (not named or is_remark(list(cells.values())) or self.is_total(cells, named)):
            return
        if line.whole and len(line.cells) < headings.width:
            cut = RowCutOff(cells=len(line.cells), headings=headings.width)  # its last cell may be incomplete
            yield PublishedRow(line.number, sheet=self.sheet, errors=(FieldError("", cut),), notes=notes)
            return
        dittos = [name for name, cell in named.items() if name != NOTE and is_ditto(cell)]
        for name in dittos:
            errors = (*errors, FieldError(self.place(name), DittoMark(value=outside_value(named.pop(name)))))
        yield PublishedRow(line.number, named, headings.worded, self.sheet, errors, notes, headings.over)

    def is_total(self, cells: Cells, named: Mapping[str, str]) -> bool:
        """Return whether a row is a total: its first text says so, and a field that every contract has is empty."""
        return not set(self.required) <= named.keys() and is_total_word(next(iter(cells.values())))

    def place(self, name: str) -> str:
        """Return the heading of a field, as `PublishedRow.place`."""
        return PublishedRow(0, headings=self.headings.worded if self.headings else {}, sheet=self.sheet).place(name)

    def long_cells(self, line: TableLine) -> Iterator[FieldError]:
        """Yield an error for each cell that is read and too long for any field."""
        for at, name in (self.headings.columns if self.headings else {}).items():
            if name != UNREAD and at < len(line.cells) and len(line.cells[at]) > MAX_CELL:
                yield FieldError(self.place(name), CellTooLong(length=len(line.cells[at]), most=MAX_CELL))

    def error(self, found: FieldError) -> FieldError | None:
        """Return the error of a cell under its heading; None for a cell that is not read."""
        if not COORDINATE.fullmatch(found.field):
            return found
        columns = self.headings.columns if self.headings else {}
        name = columns.get(coordinate_to_tuple(found.field)[1] - 1, UNREAD)
        return None if name == UNREAD else found.at(self.place(name))

    def close(self) -> Iterator[PublishedRow]:
        """End the sheet: yield an error if it has a table without known headings."""
        if self.table_at and not self.headings and self.sheet:
            yield PublishedRow(self.table_at, sheet=self.sheet, errors=(FieldError("", SheetUnread(sheet=self.sheet)),))


def is_remark(cells: Sequence[str]) -> bool:
    """Return whether the cells of a row are a remark: its only text begins with a word for one."""
    begins = tuple(plain_cell(each) for each in published_words()["remarks"])
    return len(cells) == 1 and plain_cell(cells[0]).startswith(begins)


def is_total_word(cell: str) -> bool:
    """Return whether a cell says that its row is a total, such as 小計 or 合計（12件）, and nothing else."""
    plain = OF_A_TOTAL.sub("", "".join(without_brackets(plain_cell(cell)).split()))
    return plain in published_words()["totals"]


def is_ditto(cell: str) -> bool:
    """Return whether a cell stands for another one, above or beside it, such as 〃 or 同上（その２）."""
    plain = "".join(without_brackets(plain_cell(cell)).split())
    return plain != "" and plain.strip("".join(published_words()["ditto"]["marks"])) in (
        "",
        *published_words()["ditto"]["words"],
    )
