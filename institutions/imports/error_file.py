"""The refused records of an import as a CSV file for a spreadsheet: line, record, field, trouble and remedy."""

from collections.abc import Iterator
from typing import Final

from institutions.models import Import, ImportOutcome, Outcome
from institutions.spreadsheets import csv_of

HEADINGS: Final = ("line", "record", "field", "message")
ROWS_AT_A_TIME: Final = 2_000


def error_file(job: Import) -> Iterator[bytes]:
    """The file portion by portion, in UTF-8 with the mark that spreadsheets know it by; in bounded memory."""
    return csv_of(error_rows(job))


def error_rows(job: Import) -> Iterator[tuple[str, ...]]:
    """The headings, and a row for each error."""
    yield HEADINGS
    refused = ImportOutcome.objects.filter(job=job, outcome=Outcome.REFUSED).order_by("number")
    for each in refused.iterator(chunk_size=ROWS_AT_A_TIME):
        for error in each.errors:
            yield str(each.line), each.record, error["field"], error["message"]
