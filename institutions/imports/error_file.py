"""The refused records of an import as a CSV file for a spreadsheet: line, record, field, trouble and remedy."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from institutions.models import Import, ImportOutcome, Outcome

HEADINGS: Final = ("line", "record", "field", "message")
# What a spreadsheet would take for the beginning of a formula (OWASP: CSV injection).
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
ROWS_AT_A_TIME: Final = 2_000


def guarded(cell: str) -> str:
    """A text that no spreadsheet computes: an apostrophe stands before what looks like a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def error_lines(job: Import) -> Iterator[str]:
    """The file line by line, in UTF-8 with the mark that spreadsheets know it by; in bounded memory."""
    yield "\ufeff" + csv_line(HEADINGS)
    refused = ImportOutcome.objects.filter(job=job, outcome=Outcome.REFUSED).order_by("number")
    for each in refused.iterator(chunk_size=ROWS_AT_A_TIME):
        for error in each.errors:
            yield csv_line((str(each.line), each.record, error["field"], error["message"]))


def csv_line(cells: Iterable[str]) -> str:
    """One line, guarded."""
    line = io.StringIO()
    csv.writer(line).writerow([guarded(cell) for cell in cells])
    return line.getvalue()
