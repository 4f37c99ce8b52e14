"""The selected list as a file for a spreadsheet."""

from collections.abc import Iterator

from institutions.exports.selection import PARTNERSHIPS, ExportSelection
from institutions.formats.tables.spreadsheets import csv_chunks, xlsx_of
from institutions.formats.tables.writing.cells import list_headings, list_rows
from institutions.formats.tables.writing.partnerships import HEADINGS, partnership_rows


def list_table(selection: ExportSelection) -> Iterator[list[str]]:
    """Yield headings and rows of the selected list."""
    [name] = selection.lists
    if name == PARTNERSHIPS:
        yield list(HEADINGS)
        yield from partnership_rows(selection)
    else:
        yield list_headings(name)
        yield from list_rows(name, selection)


def csv_bytes(selection: ExportSelection) -> Iterator[bytes]:
    """Yield the list as CSV."""
    return csv_chunks(list_table(selection), selection.encoding)


def xlsx_bytes(selection: ExportSelection) -> Iterator[bytes]:
    """Yield the list as Excel."""
    return xlsx_of({selection.lists[0]: list_table(selection)})
