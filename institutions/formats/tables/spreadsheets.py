"""Rows as files for a spreadsheet: CSV in UTF-8 or cp932, and Excel. Every cell is a text, none a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from institutions.codes.errors import CodedError
from institutions.formats.tables.formulas import GUARD, guard_formula, is_formula
from institutions.formats.tables.troubles.excel import TooManyRowsToWrite
from institutions.values.product import PRODUCT_NAME

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_A_TIME: Final = 1_000  # rows
MOST_ROWS: Final = 1_048_576  # of an Excel sheet
LONGEST_CELL: Final = 32_767  # characters of an Excel cell
LONGEST_NAME: Final = 31  # characters of the name of a sheet
PORTION_BYTES: Final = 64 * 1024
# Replaces letters that cp932 lacks, as Japanese printers do: 〓.
MISSING: Final = "〓"
BOLD: Final = Font(bold=True)


class TooManyRowsError(CodedError):
    """A table with more rows than an Excel sheet holds."""


def csv_chunks(rows: Iterable[Iterable[str]], encoding: str = "utf-8-sig") -> Iterator[bytes]:
    """Yield a CSV file, some rows at a time. `utf-8-sig`: with the mark by which spreadsheets recognise UTF-8."""
    left = iter(rows)
    said = encoding
    while portion := list(islice(left, AT_A_TIME)):
        text = io.StringIO()
        csv.writer(text).writerows([guard_formula(cell) for cell in row] for row in portion)
        yield encode_text(text.getvalue(), said)
        said = encoding.removesuffix("-sig")


def encode_text(text: str, encoding: str) -> bytes:
    """Return the text in an encoding, with a mark for each letter that it lacks."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(letter if encoding_has(letter, encoding) else MISSING for letter in text).encode(encoding)


def encoding_has(letter: str, encoding: str) -> bool:
    """Return whether an encoding has a letter."""
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def xlsx_of(tables: dict[str, Iterable[Iterable[str]]]) -> Iterator[bytes]:
    """Yield an Excel file with a sheet for each table, by its name; the first row of each is its headings.

    It is made in a temporary file: a zip archive is complete only at its end.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = PRODUCT_NAME
    with tempfile.TemporaryFile() as file:
        try:
            for name, rows in tables.items():
                sheet = workbook.create_sheet(name[:LONGEST_NAME])
                sheet.freeze_panes = "A2"
                fill_sheet(sheet, rows)
        finally:
            workbook.save(file)  # also after an error: saving removes the files that openpyxl writes to
        file.seek(0)
        while content := file.read(PORTION_BYTES):
            yield content


def fill_sheet(sheet: Worksheet, rows: Iterable[Iterable[str]]) -> None:
    """Write the rows as texts; those that look like a formula with the mark of a text, the headings in bold."""
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise TooManyRowsError(TooManyRowsToWrite(most=MOST_ROWS))
        sheet.append([text_cell(sheet, cell, heading=number == 1) for cell in row])


def text_cell(sheet: Worksheet, text: str, *, heading: bool) -> Cell | None:
    """Return a cell that is a text whatever it begins with; None if it is empty.

    One that begins with the guard of a CSV file gets another, since an import takes one off.
    """
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value="")
    cell.value = (guard_formula(text) if text.startswith(GUARD) else text)[:LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = is_formula(text)
    if heading:
        cell.font = BOLD
    return cell
