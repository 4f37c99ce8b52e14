"""The first sheet of an Excel file (.xlsx), row by row in bounded memory; formulas are refused, not computed.

An .xlsx is a zip of XML: its unpacked size is bounded before anything is read, and so is each row on the way. openpyxl,
which is used to write, holds rows and formats in memory and reads a whole sheet to learn its size.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Final
from xml.parsers.expat import ExpatError

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.formats.tables.excel.archive import Archive, refuse_bomb
from institutions.formats.tables.excel.sheet import SheetCell, SheetRow, sheet_rows
from institutions.formats.tables.lines import MAX_COLUMNS, TableLine
from institutions.formats.tables.other_files import refuse_other_archive
from institutions.formats.tables.troubles.cells import CellError, Formula
from institutions.formats.tables.troubles.excel import EmptyRows, EmptySheet, ExcelDamaged
from institutions.values.quoting import printable_text

MAX_EMPTY: Final = 100_000  # consecutive rows without a value, as only a damaged file has
LONGEST: Final = 400  # characters of a library's message on a damaged file
PERCENT: Final = "%"
AS_IT_STANDS: Final = re.compile(r'"[^"]*"|\\.')  # the literal parts of a number format: text in quotes, or one letter
# Errors while reading a zip that does not hold a workbook.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ExpatError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ArithmeticError,
)


def excel_lines(file: IO[bytes]) -> Iterator[TableLine]:
    """Yield the rows of the first sheet. FileUnreadableError if it is not a workbook, or unpacks to too much."""
    with opened_archive(file) as archive:
        yield from filled_lines(archive, archive.first_sheet())


def excel_sheets(file: IO[bytes]) -> Iterator[tuple[str, TableLine]]:
    """Yield the rows of each sheet that a person sees, with its name; FileUnreadableError as for the first one."""
    with opened_archive(file) as archive:
        for sheet in archive.shown_sheets():
            for line in filled_lines(archive, sheet.part, may_be_empty=True):
                yield sheet.name, line


@contextmanager
def opened_archive(file: IO[bytes]) -> Iterator[Archive]:
    """Yield the parts of a workbook; whatever shows within the block that it is none is a FileUnreadableError."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            refuse_other_archive(packed)
            refuse_bomb(packed)
            yield Archive(packed)
    except FileUnreadableError:
        raise
    except BROKEN as trouble:
        said = ExcelDamaged(trouble=printable_text(f"{type(trouble).__name__}: {trouble}"[:LONGEST]))
        raise FileUnreadableError(said) from trouble


def filled_lines(archive: Archive, part: str, *, may_be_empty: bool = False) -> Iterator[TableLine]:
    """Yield the rows of a sheet that have a value. FileUnreadableError for one without any, unless it may be empty."""
    last = empty = 0
    for row in sheet_rows(archive, part):
        line = excel_line(row)
        empty += 1
        if max(empty, row.number - last) > MAX_EMPTY:
            raise FileUnreadableError(EmptyRows(number=MAX_EMPTY, row=row.number))
        if line.cells or line.errors:
            last, empty = row.number, 0
            yield line
    if not last and not may_be_empty:
        raise FileUnreadableError(EmptySheet())


def excel_line(row: SheetRow) -> TableLine:
    """Return one row with its cells as text. Formulas and errors of Excel are no values, but errors of the line."""
    cells: list[str] = []
    errors: list[FieldError] = []
    for cell in row.cells:
        if not len(cells) < cell.column <= MAX_COLUMNS + 1:
            continue
        cells += [""] * (cell.column - 1 - len(cells))
        if cell.kind == "f":
            errors.append(FieldError(cell.coordinate, Formula()))
        elif cell.kind == "e":
            errors.append(FieldError(cell.coordinate, CellError(value=str(cell.value))))
        else:
            cells.append(excel_cell_text(cell))
    while cells and not cells[-1]:
        cells.pop()
    return TableLine(row.number, cells, tuple(errors))


def excel_cell_text(cell: SheetCell) -> str:
    """Return a cell as a person would write it: a day in ISO, a whole number without a point, a share with its sign."""
    value = cell.value
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case int() | float():
            return formatted_number(value, cell.shown_as)
        case time() | timedelta():
            return str(value)
    return str(value)


def formatted_number(value: float, shown_as: str) -> str:
    """Return a number in its format: % makes a hundredth of it, unless it is only a literal beside the digits."""
    beside = any("%" in each for each in AS_IT_STANDS.findall(shown_as))
    if PERCENT in AS_IT_STANDS.sub("", shown_as):
        return excel_number(value, percent=True)
    return f"{excel_number(value, percent=False)}{PERCENT if beside else ''}"


def excel_number(value: float, *, percent: bool) -> str:
    """Return a number as Excel shows it: it holds 15 digits at most."""
    exact = Decimal(format(value, ".15g"))
    if percent:
        return f"{(exact * 100).normalize():f}%"
    return f"{exact.normalize():f}" if exact == exact.to_integral_value() else format(value, ".15g")
