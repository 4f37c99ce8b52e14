"""The selected list as a file for a spreadsheet."""

from collections.abc import Iterator

from institutions.exports.selection import PARTNERSHIPS, Selection
from institutions.formats.tables.spreadsheets import csv_of, xlsx_of
from institutions.formats.tables.writing.cells import headings_of, rows_of
from institutions.formats.tables.writing.partnerships import HEADINGS, partnership_rows


def table_of(selection: Selection) -> Iterator[list[str]]:
    """Yield headings and rows of the selected list."""
    [name] = selection.lists
    if name == PARTNERSHIPS:
        yield list(HEADINGS)
        yield from partnership_rows(selection)
    else:
        yield headings_of(name)
        yield from rows_of(name, selection)


def csv_lines(selection: Selection) -> Iterator[bytes]:
    """Yield the list as CSV."""
    return csv_of(table_of(selection), selection.encoding)


def xlsx_bytes(selection: Selection) -> Iterator[bytes]:
    """Yield the list as Excel."""
    return xlsx_of({selection.lists[0]: table_of(selection)})
