"""The ruled tables of a PDF as JSON lines, in a process of its own that knows pdfplumber and nothing of ours.

Run as a script, with the file as standard input and, as arguments, the most bytes of memory, seconds of processor time,
bytes of output, and pages. A PDF comes from outside and may unpack to anything: the limits are the process's own, so
that a bad file ends this process alone. Standard output has a line `{"page": 1, "table": 1, "cells": […]}` a row; then
`{"end": true}`, or `{"trouble": …, "page": …}` if the file cannot be read whole.

The library reads what it can of a damaged file. Here a row that is lost would be a contract that nobody sees, so what
it passes over is trouble.
"""

import json
import resource
import signal
import sys
import zlib
from io import BytesIO
from typing import Any, Final

import pdfplumber
from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

RULED: Final = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
MOST_OBJECTS: Final = 200_000  # letters, lines and rectangles of a page; a full page of small print has some 6,000
NO_LETTERS: Final = "(cid:"  # pdfminer's mark for a letter that the file does not say the meaning of
CHECKSUM: Final = 4  # bytes behind packed data
FEWEST_COLUMNS: Final = 3  # a frame around a title is no table


class PageTroubleError(Exception):
    """A page that cannot be read: the trouble, as a word."""


class Unpacked:
    """A note that a part of the file could not be unpacked whole."""

    lost = False


def main(memory: int, seconds: int, output: int, pages: int) -> None:
    """Write the rows of the file that is the standard input."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # too much output ends the process, as too much time does
    bound(resource.RLIMIT_AS, memory)
    bound(resource.RLIMIT_CPU, seconds)
    bound(resource.RLIMIT_FSIZE, output)
    bound(resource.RLIMIT_CORE, 0)
    pdftypes.decompress_corrupted = unpack_damaged
    try:
        with pdfplumber.open(BytesIO(sys.stdin.buffer.read())) as file:
            said = write_tables(file, pages)
    except Exception as trouble:  # noqa: BLE001 - a damaged file can raise anything in the library
        said = {"trouble": word_for(trouble), "page": 0}
    write(said)


def bound(what: int, most: int) -> None:
    """Bound what this process may use; a bound that the machine has set may be lower."""
    hard = resource.getrlimit(what)[1]
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (least, least))


def unpack_damaged(data: bytes) -> bytes:
    """Unpack what zlib refuses, and note what is lost. A checksum that is cut off behind whole data is passed over."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)  # without its head of two bytes and the checksum
    try:
        found = unpacking.decompress(data[2:])
    except zlib.error:
        found = b""
    Unpacked.lost = Unpacked.lost or not unpacking.eof or len(unpacking.unused_data) >= CHECKSUM
    return found


def word_for(trouble: BaseException) -> str:
    """Return the word for what the library raised: it wraps its own errors, and those of Python, in one of its own."""
    causes = (trouble, *trouble.args, trouble.__cause__, trouble.__context__)
    if any(isinstance(each, MemoryError) for each in causes):
        return "too_much"
    return "locked" if any(isinstance(each, PDFPasswordIncorrect) for each in causes) else "damaged"


def write_tables(file: PDF, most: int) -> dict[str, Any]:
    """Write the rows of each page, and return how the reading ended."""
    if len(file.pages) > most:
        return {"trouble": "pages", "page": len(file.pages)}
    if Unpacked.lost or len(file.pages) < stated_pages(file):
        return {"trouble": "damaged", "page": 0}
    has_letters = has_tables = False
    for page in file.pages:
        try:
            tables = tables_of(page)
        except PageTroubleError as trouble:
            return {"trouble": str(trouble), "page": page.page_number}
        letters = bool(page.chars)
        has_letters = has_letters or letters
        if letters and not tables and has_tables:
            write({"page": page.page_number, "beside": page_text(page)})
        has_tables = has_tables or bool(tables)
        for number, rows in enumerate(tables, start=1):
            for cells in rows:
                write({"page": page.page_number, "table": number, "cells": cells})
        page.close()
    if not has_letters:
        return {"trouble": "scanned", "page": 0}
    return {"end": True} if has_tables else {"trouble": "no_table", "page": 0}


def write(line: dict[str, Any]) -> None:
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(line) + "\n")


def stated_pages(file: PDF) -> int:
    """Return how many pages the file says that it has; 0 if it does not say."""
    tree = resolve1(file.doc.catalog.get("Pages"))
    count = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    return count if isinstance(count, int) else 0


def tables_of(page: Page) -> list[list[list[str]]]:
    """Return the rows of each ruled table of a page, from top to bottom; the cells that a merged one covers are empty.

    PageTroubleError if the page is damaged, has too much on it, is a picture, or has letters whose meaning the file
    does not say.
    """
    if sum(len(each) for each in page.objects.values()) > MOST_OBJECTS:
        raise PageTroubleError("too_much")
    if Unpacked.lost or not all(isinstance(resolve1(each), PDFStream) for each in page.page_obj.contents):
        raise PageTroubleError("damaged")
    # Curves without letters: somebody made outlines of them.
    if not page.chars and (page.images or page.curves):
        raise PageTroubleError("scanned")
    found: list[list[list[str]]] = []
    for table in page.find_tables(RULED):
        rows = [[cell or "" for cell in row] for row in table.extract()]
        if rows and max(map(len, rows)) >= FEWEST_COLUMNS:
            found.append(rows)
    if any(NO_LETTERS in cell for rows in found for row in rows for cell in row):
        raise PageTroubleError("letters")
    return found


def page_text(page: Page) -> str:
    """Return the beginning of the text of a page without a table."""
    return (page.extract_text() or "").strip()[:200]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
