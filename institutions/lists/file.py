"""The file of a list: a few lines that describe the edition, then a table; CSV or Excel, for every list.

Each line of the head has two cells, such as `as_of` and `2026-10-01`. A file without a head is a plain table: then the
uploader gives the same data as options.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from institutions.codes.parameters import PlainNumber
from institutions.drafts.documents import FileUnreadableError
from institutions.formats.tables.cell_text import plain_cell
from institutions.formats.tables.lines import TableLine
from institutions.formats.tables.rows import TableRow, distinct_headings, lines_in, row_under_headings
from institutions.imports.file_work import unpacked_file
from institutions.lists.head_fields import HEAD
from institutions.lists.troubles.file import NoTable, SaidTwice, TooManyRows

# All of a list is compared and stored in one transaction (docs/decisions/0017). METI's list of October 2025 has 835.
MAX_ENTRIES: Final = 5_000
BY_HEADING: Final = {heading.casefold(): name for name, label in HEAD.items() for heading in (name, label.en, label.ja)}
NAME_AND_VALUE: Final = 2  # the number of cells in a line of the head


@dataclass(frozen=True, slots=True)
class ListFile:
    """The head of a file by field, and its rows; `headings` as written."""

    said: dict[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()


def read_list_file(path: Path) -> ListFile:
    """Read the whole file. FileUnreadableError if it has no table, or too many rows for a list."""
    said: dict[str, str] = {}
    headings: list[str] = []
    rows: list[TableRow] = []
    with unpacked_file(path) as file:
        for line in lines_in(file):
            if headings:
                if line.errors or any(cell.strip() for cell in line.cells):
                    rows.append(
                        TableRow(line.number, errors=line.errors) if line.errors else row_under_headings(line, headings)
                    )
            elif name := name_in_head(line):
                if name in said:
                    raise FileUnreadableError(SaidTwice(line=PlainNumber(line.number), name=name))
                said[name] = line.cells[1].strip() if len(line.cells) > 1 else ""
            else:
                headings = distinct_headings(line)
            if len(rows) > MAX_ENTRIES:
                raise FileUnreadableError(TooManyRows(number=MAX_ENTRIES))
    if not headings:
        raise FileUnreadableError(NoTable())
    return ListFile(said, tuple(headings), tuple(rows))


def name_in_head(line: TableLine) -> str | None:
    """Return the head field that a line above the table gives; None for the headings of the table."""
    cells = [cell for cell in line.cells if cell.strip()]
    if line.errors or not cells or len(cells) > NAME_AND_VALUE or not line.cells[0].strip():
        return None
    return BY_HEADING.get(plain_cell(line.cells[0]).casefold())
