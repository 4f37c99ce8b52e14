"""The rows of a published list as a PDF: its ruled tables, page after page, as lines of one table.

The reading itself runs in a process of its own with bounds (`pdf_tables`): a PDF is a program of others.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, Any, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber, outside_value
from institutions.drafts.documents import FileUnreadableError
from institutions.formats.published.party_cells import PREFECTURES
from institutions.formats.published.pdf_troubles import (
    PdfColumnsDiffer,
    PdfDamaged,
    PdfLetters,
    PdfLocked,
    PdfPageDamaged,
    PdfPages,
    PdfPageScanned,
    PdfPageUnread,
    PdfScanned,
    PdfTooMuch,
    PdfWithoutTable,
)
from institutions.formats.published.words import HeadingTable, published_words
from institutions.formats.tables.cell_text import plain_cell
from institutions.formats.tables.lines import MAX_COLUMNS, TableLine
from institutions.values.signs_of_life import sign_of_life

PDF: Final = b"%PDF"
SCRIPT: Final = Path(__file__).with_name("pdf_tables.py")
MOST_PAGES: Final = 300
MEMORY_BYTES: Final = 1024**3
PROCESSOR_SECONDS: Final = 240
SECONDS: Final = 600  # by the clock; a busy machine gives a process a part of it
LOOK_SECONDS: Final = 1.0  # between looks at the process
LARGEST_OUTPUT: Final = 256 * 1024**2  # bytes of all rows as JSON
LONGEST_ROW: Final = 1_000_000  # bytes of a row as JSON
LONGEST_WORDS: Final = 500  # bytes of what a process that failed says, for the log
LINE_END: Final = re.compile(rf"\n(?!〒|{PREFECTURES})")  # but for the one before an address
BETWEEN_WORDS: Final = re.compile(r"(?<=[\x21-\x7e])\n(?=[\x21-\x7e])")
SHOWN: Final = 60  # letters of a page that is not read


def pdf_lines(file: IO[bytes], known: HeadingTable) -> Iterator[TableLine]:
    """Yield the rows of all pages, numbered over the whole file. FileUnreadableError if a page cannot be read.

    `known` are the headings that may come again on a page; a page without any goes on with the columns before it.
    """
    columns, table, number = 0, (0, 0), 0
    for row in rows_of_tables(file):
        if text := row.get("beside"):
            refuse_unread(row["page"], text)
            continue
        cells = [join_lines(cell) for cell in row["cells"]][:MAX_COLUMNS]
        if (row["page"], row["table"]) != table:
            table = row["page"], row["table"]
            if not columns or any(known.field_of(cell) for cell in cells):
                columns = len(cells)
            elif len(cells) != columns:
                said = PdfColumnsDiffer(page=PlainNumber(row["page"]), columns=len(cells), before=columns)
                raise FileUnreadableError(said)
        number += 1
        yield TableLine(number, cells)


def refuse_unread(page: int, text: str) -> None:
    """Raise FileUnreadableError for a page of text behind the tables, unless it is remarks or a page number."""
    plain = plain_cell(text)
    if plain.isdecimal() or plain.startswith(tuple(plain_cell(each) for each in published_words()["remarks"])):
        return
    raise FileUnreadableError(PdfPageUnread(page=PlainNumber(page), text=outside_value(text[:SHOWN])))


def join_lines(cell: str) -> str:
    """Join the lines of a cell, which only its width broke; a blank between words of Latin letters stays."""
    return LINE_END.sub("", BETWEEN_WORDS.sub(" ", cell.strip()))


class PdfProcessError(RuntimeError):
    """The process that reads a PDF did not work, whatever the file: its status, and the end of what it said."""


def rows_of_tables(file: IO[bytes]) -> Iterator[dict[str, Any]]:  # Any: values of JSON
    """Yield the rows that the process wrote; FileUnreadableError for the trouble that it tells, or if it was ended.

    It has ended before the first row is yielded, so that no row is taken of a file that turns out to be unreadable, and
    its bounds count no time in which rows are stored.
    """
    with written_rows(file) as output:
        while line := output.readline(LONGEST_ROW):
            if not line.endswith(b"\n"):
                raise FileUnreadableError(trouble_of("too_much", 0))
            row: dict[str, Any] = json.loads(line)
            if row.get("end"):
                return
            if word := row.get("trouble"):
                raise FileUnreadableError(trouble_of(word, row["page"]))
            yield row
    message = "The process that reads a PDF ended without a last line."
    raise PdfProcessError(message)


@contextmanager
def written_rows(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Read a file in a process of its own, and yield what that wrote.

    FileUnreadableError if it was ended by its bounds; PdfProcessError if it does not work.
    """
    file.seek(0)
    with tempfile.TemporaryFile() as copy, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as words:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        limits = (str(MEMORY_BYTES), str(PROCESSOR_SECONDS), str(LARGEST_OUTPUT), str(MOST_PAGES))
        with subprocess.Popen(  # noqa: S603 - our own script, with numbers as arguments
            [sys.executable, "-I", str(SCRIPT), *limits], stdin=copy, stdout=output, stderr=words, env={}
        ) as process:
            try:
                status = wait_for(process)
            finally:
                process.kill()
        if status < 0:  # a signal: of a bound, or of a machine without memory
            raise FileUnreadableError(trouble_of("too_much", 0))
        if status:
            words.seek(0)
            message = f"The process that reads a PDF ended with status {status}: {words.read()[-LONGEST_WORDS:]!r}"
            raise PdfProcessError(message)
        output.seek(0)
        yield output


def wait_for(process: "subprocess.Popen[bytes]") -> int:
    """Wait for the end of a process with signs of life, and return its status; it is killed after `SECONDS`."""
    begun = monotonic()
    while True:
        try:
            return process.wait(LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            sign_of_life()
            if monotonic() - begun > SECONDS:
                process.kill()


def trouble_of(word: str, page: int) -> Coded:
    """Return the trouble that the process tells by a word, with its page; 0 for the whole file."""
    number = PlainNumber(page)
    troubles: dict[str, Coded] = {
        "scanned": PdfPageScanned(page=number) if page else PdfScanned(),
        "no_table": PdfWithoutTable(),
        "letters": PdfLetters(page=number),
        "locked": PdfLocked(),
        "pages": PdfPages(pages=page, most=MOST_PAGES),
        "too_much": PdfTooMuch(seconds=PROCESSOR_SECONDS, megabytes=MEMORY_BYTES // 1024**2),
        "damaged": PdfPageDamaged(page=number) if page else PdfDamaged(),
    }
    return troubles[word]
