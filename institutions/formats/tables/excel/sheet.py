"""The rows of a sheet of an Excel file, one in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Final

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel, from_ISO8601

from institutions.formats.tables.excel.archive import Archive, Path, Styles
from institutions.formats.tables.excel.xml import Attributes, XmlReading, read_xml
from institutions.kinds.base import Label

ROW_LABEL: Final = Label("row", "行")
ROWS: Final = ("sheetData",)
ROW: Final = (*ROWS, "row")
CELL: Final = (*ROW, "c")
VALUE: Final = (*CELL, "v")
FORMULA: Final = (*CELL, "f")
INLINE: Final = (*CELL, "is")
MAX_COLUMN: Final = 16_384  # of an Excel sheet
OUT_OF_CALENDAR: Final = "#VALUE!"
TRUE: Final = ("1", "true")


@dataclass(slots=True)
class SheetCell:
    """One cell with a value. `kind`: f a formula, e an error, else empty."""

    row: int
    column: int
    value: object
    kind: str = ""
    shown_as: str = ""

    @property
    def coordinate(self) -> str:
        """The position of the cell, as Excel writes it."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(slots=True)
class SheetRow:
    """One row with its number and its cells from left to right."""

    number: int
    cells: list[SheetCell] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """The reading of rows from the XML of a sheet."""

    texts: list[str]
    styles: Styles
    epoch: datetime
    ready: list[SheetRow] = field(default_factory=list)
    row: SheetRow = field(default_factory=lambda: SheetRow(0))
    column: int = 0
    cell: Attributes = field(default_factory=dict)
    value: list[str] = field(default_factory=list)
    is_formula: bool = False
    is_over: bool = False  # the part after the rows may be long, and is not read

    def start(self, path: Path, attributes: Attributes) -> None:
        """Begin a row, a cell or a part of one."""
        below = path[1:]
        if below == CELL:
            self.cell, self.is_formula = attributes, False
            self.column = column_number(attributes.get("r", "")) or self.column + 1
            self.value.clear()
        elif below == ROW:
            said = attributes.get("r", "")
            self.row, self.column = SheetRow(int(said) if said else self.row.number + 1), 0
        elif below == FORMULA:
            self.is_formula = True

    def text(self, path: Path, data: str) -> None:
        """Add a part of a value: a number, the number of a text, or a text in the cell itself."""
        below = path[1:]
        if below == VALUE or (path[-1] == "t" and below[: len(INLINE)] == INLINE and "rPh" not in below):
            self.value.append(data)

    def end(self, path: Path) -> bool:
        """End a cell or a row; return whether a row ended."""
        below = path[1:]
        if below == CELL and (self.value or self.is_formula) and self.column <= MAX_COLUMN:
            self.row.cells.append(self.read("".join(self.value)))
        if below == ROW:
            self.ready.append(self.row)
        self.is_over = self.is_over or below == ROWS
        return below == ROW

    def read(self, said: str) -> SheetCell:
        """Return the cell that has just ended."""
        cell = SheetCell(self.row.number, self.column, said)
        if self.is_formula:
            cell.kind = "f"
            return cell
        match self.cell.get("t", "n"):
            case "s":
                cell.value = self.texts[int(said)]
            case "b":
                cell.value = said in TRUE
            case "e":
                cell.kind = "e"
            case "d":
                cell.value = from_ISO8601(said)
            case "n":
                self.read_number(cell, said)
        return cell

    def read_number(self, cell: SheetCell, said: str) -> None:
        """Read a number, or the day that it is shown as; one outside the calendar becomes an error of Excel."""
        value = float(said) if "." in said or "e" in said.lower() else int(said)
        cell.shown_as = self.styles.format_of(int(self.cell.get("s", "0")))
        is_day, is_length = self.styles.is_day(cell.shown_as)
        cell.value = value
        if is_day:
            try:
                cell.value = from_excel(value, self.epoch, timedelta=is_length)
            except (OverflowError, ValueError):
                cell.kind, cell.value = "e", OUT_OF_CALENDAR


def column_number(coordinate: str) -> int:
    """Return the number of a column from a position such as AB12; 0 if it has none."""
    found = 0
    for letter in coordinate:
        if not "A" <= letter <= "Z":
            break
        found = min(found * 26 + ord(letter) - ord("A") + 1, MAX_COLUMN + 1)
    return found


def sheet_rows(archive: Archive, part: str = "") -> Iterator[SheetRow]:
    """Yield the rows of a sheet, the first one without `part`; rows without a cell are often missing."""
    part = part or archive.first_sheet()
    sheet = Sheet(archive.texts, archive.styles, archive.epoch)
    file: IO[bytes]
    with archive.packed.open(part) as file:
        for _ in read_xml(file, XmlReading(sheet.start, sheet.end, sheet.text), ROW_LABEL):
            yield from sheet.ready
            sheet.ready.clear()
            if sheet.is_over:
                return
