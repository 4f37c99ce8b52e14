"""The refused records of an import as a CSV file for a spreadsheet: line, record, field, trouble and remedy."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from institutions.codes.wording import code_words
from institutions.drafts.kept_errors import kept_code
from institutions.formats.tables.spreadsheets import csv_chunks
from institutions.models import Import, ImportOutcome, RecordOutcome
from institutions.values.calendar import Language

HEADINGS: Final = {
    "en": ("line", "record", "field", "message"),
    "ja": ("行", "記録番号", "項目", "内容及び対処方法"),
}
KEPT: Final = 1_000  # cached messages: those of a column are often alike
ROWS_AT_A_TIME: Final = 2_000


def error_file(job: Import, language: Language) -> Iterator[bytes]:
    """Yield the file in portions, in UTF-8 with the byte order mark that spreadsheets expect; in bounded memory."""
    return csv_chunks(error_rows(job, language))


def error_rows(job: Import, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield the headings, and a row for each error in the language of the reader."""
    say = lru_cache(KEPT)(code_words)
    yield HEADINGS[language]
    refused = ImportOutcome.objects.filter(job=job, outcome=RecordOutcome.REFUSED).order_by("number")
    for each in refused.iterator(chunk_size=ROWS_AT_A_TIME):
        for error in each.errors:
            yield str(each.line), each.record, error["field"], say(kept_code(error), language)
