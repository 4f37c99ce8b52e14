"""Tables as files: CSV in UTF-8 or cp932, and Excel; no cell of them is a formula for a spreadsheet."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

from institutions.exports.selection import PARTNERSHIPS, Selection
from institutions.exports.stated import portions
from institutions.exports.tables.cells import headings_of, rows_of
from institutions.exports.tables.partnerships import HEADINGS, partnership_rows
from institutions.formulas import guarded, is_formula

MOST_ROWS: Final = 1_048_576  # of an Excel sheet
LONGEST_CELL: Final = 32_767  # characters of an Excel cell
PORTION_BYTES: Final = 64 * 1024
# What cp932 has no letter for is written so, as Japanese printers do: 〓.
MISSING: Final = "〓"


class TooManyRowsError(ValueError):
    """A table that no Excel sheet holds."""


def table_of(selection: Selection) -> Iterator[list[str]]:
    """Headings and rows of the list that is asked for."""
    [name] = selection.lists
    if name == PARTNERSHIPS:
        yield list(HEADINGS)
        yield from partnership_rows(selection)
    else:
        yield headings_of(name)
        yield from rows_of(name, selection)


def csv_lines(selection: Selection) -> Iterator[bytes]:
    """A CSV file, some rows at a time."""
    begun = False
    for portion in portions(table_of(selection)):
        text = io.StringIO()
        csv.writer(text).writerows([guarded(cell) for cell in row] for row in portion)
        yield encoded(text.getvalue(), "utf-8" if begun and selection.encoding == "utf-8-sig" else selection.encoding)
        begun = True


def encoded(text: str, encoding: str) -> bytes:
    """The text in an encoding; what it has no letter for is marked."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(letter if fits(letter, encoding) else MISSING for letter in text).encode(encoding)


def fits(letter: str, encoding: str) -> bool:
    """Whether an encoding has a letter."""
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def xlsx_bytes(selection: Selection) -> Iterator[bytes]:
    """An Excel file. It is made in a temporary file: a zip archive is complete only at its end."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(selection.lists[0][:31])
    sheet.freeze_panes = "A2"
    with tempfile.TemporaryFile() as file:
        try:
            fill(sheet, table_of(selection))
        finally:
            workbook.save(file)  # also of a table that broke off: it removes the files that openpyxl writes to
        file.seek(0)
        while content := file.read(PORTION_BYTES):
            yield content


def fill(sheet: Worksheet, rows: Iterable[list[str]]) -> None:
    """Write the rows as texts, those that look like a formula with the mark of a text."""
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            message = f"The list has more than {MOST_ROWS:,} rows, which no Excel sheet holds. Export it as csv."
            raise TooManyRowsError(message)
        sheet.append([text_cell(sheet, cell) for cell in row])


def text_cell(sheet: Worksheet, text: str) -> Cell | None:
    """A cell that is a text whatever it begins with; None where it is empty."""
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value="")
    cell.value = text[:LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = is_formula(text)
    return cell
