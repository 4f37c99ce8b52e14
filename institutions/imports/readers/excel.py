"""The first sheet of an Excel file (.xlsx), row by row in bounded memory; formulas are refused, not computed.

An .xlsx is a zip of XML: what it unpacks to is bounded before anything is read, and so is each sheet on the way.
"""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Final, Protocol, cast
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.imports.readers.tables import MAX_COLUMNS, Line

MAX_PARTS: Final = 1_000  # files within the zip
MAX_UNPACKED: Final = 256 * 1024 * 1024  # bytes of all of them, read as a stream
MAX_SHARED: Final = 64 * 1024 * 1024  # bytes of what openpyxl holds in memory: everything but the sheets
MAX_EMPTY: Final = 100_000  # rows without a value one after the other, as only a damaged file has
PERCENT: Final = "%"
# What openpyxl raises for a zip that holds something else than a workbook; it checks little before it reads.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ArithmeticError,
)


class Cell(Protocol):
    """What is read of a cell."""

    value: object
    data_type: str
    number_format: str
    coordinate: str


def excel_lines(file: IO[bytes]) -> Iterator[Line]:
    """The rows of the first sheet. FileUnreadableError where it is no workbook, or unpacks to too much."""
    refuse_bomb(file)
    file.seek(0)
    empty = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and extensions that are not read
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0] if book.worksheets else None
            if sheet is None:
                message = "The workbook has no sheet with cells. Put the table on its first sheet."
                raise FileUnreadableError(message)
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(), start=1):
                line = line_of(number, cast("tuple[Cell, ...]", row))
                empty = 0 if line.cells or line.errors else empty + 1
                if empty > MAX_EMPTY:
                    message = f"More than {MAX_EMPTY:,} empty rows end at row {number:,}. Delete them and save again."
                    raise FileUnreadableError(message)
                yield line
            book.close()
    except FileUnreadableError:
        raise
    except BROKEN as trouble:
        message = (
            f"The Excel file is damaged ({type(trouble).__name__}: {trouble}). Open it in Excel and save it again."
        )
        raise FileUnreadableError(message[:500]) from trouble


def refuse_bomb(file: IO[bytes]) -> None:
    """What the zip says that it unpacks to. Python stops reading a member that is longer than it says."""
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as trouble:
        message = f"The Excel file is damaged ({trouble}). Fetch it again, or open it in Excel and save it again."
        raise FileUnreadableError(message) from trouble
    if any(each.flag_bits & 1 for each in members):
        message = "The Excel file has a password. Save it without one."
        raise FileUnreadableError(message)
    whole = sum(each.file_size for each in members)
    held = sum(each.file_size for each in members if not each.filename.startswith("xl/worksheets/"))
    if len(members) > MAX_PARTS or whole > MAX_UNPACKED or held > MAX_SHARED:
        message = (
            f"The Excel file unpacks to {whole:,} bytes in {len(members):,} parts; the limits are {MAX_UNPACKED:,}, "
            f"of which {MAX_SHARED:,} beside the sheets, and {MAX_PARTS:,}. Save the table as CSV."
        )
        raise FileUnreadableError(message)


def line_of(number: int, row: tuple[Cell, ...]) -> Line:
    """One row: its cells as text. A formula says nothing by itself, and an error of Excel is no value."""
    cells: list[str] = []
    errors: list[FieldError] = []
    for cell in row[: MAX_COLUMNS + 1]:
        if cell.value is None:
            cells.append("")
        elif cell.data_type == "f":
            message = "The cell holds a formula. Copy the column and paste its values."
            errors.append(FieldError(cell.coordinate, message))
        elif cell.data_type == "e":
            errors.append(FieldError(cell.coordinate, f"The cell holds the error {cell.value}. Correct it."))
        else:
            cells.append(text_of(cell))
    while cells and not cells[-1]:
        cells.pop()
    return Line(number, cells, tuple(errors))


def text_of(cell: Cell) -> str:
    """A cell as somebody would have written it: a day in ISO, a whole number without a point, a share with its sign."""
    value = cell.value
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case int() | float():
            return number_text(value, percent=PERCENT in (cell.number_format or ""))
        case time() | timedelta():
            return str(value)
    return str(value)


def number_text(value: float, *, percent: bool) -> str:
    """A number as Excel shows it: 15 digits are all that it holds."""
    exact = Decimal(format(value, ".15g"))
    if percent:
        return f"{(exact * 100).normalize():f}%"
    return f"{exact.normalize():f}" if exact == exact.to_integral_value() else format(value, ".15g")
