"""Large files through the real import: records a second, the largest resident size of the process, and how fast an
unreadable file is refused. A process of its own, since the largest size of a process never falls.
"""

import io
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Final

from django.db import connection

from benchmarks.figures import print_figure, print_heading
from institutions.formats.tables.template_rows import template_reader
from institutions.formats.tables.templates import TEMPLATES
from institutions.imports.claim import claim_of
from institutions.imports.requesting import request_import
from institutions.imports.run import run_import
from institutions.models import GovernmentBody, Import

MEBIBYTE: Final = 1024 * 1024
SIZE: Final = 200 * 1000 * 1000  # bytes
LONGEST: Final = 2_000  # characters of a text
EXCEL_ROWS: Final = 1_000_000
HEADINGS: Final = (
    "record", "holder", "holder.name", "holder.type", "company", "company.name", "share_bp", "from", "source",
    "source.publisher",
)  # fmt: skip
Write = Callable[[IO[bytes]], object]


def main() -> None:
    """Measure unreadable files; then Excel; then the longest rows that are accepted: they are 200 MB within minutes."""
    body = GovernmentBody.objects.get(code="METI")
    print_heading(
        f"Files of {SIZE // 10**6} MB imported on {connection.vendor}; the process has {peak_size():.0f} MiB before"
    )
    check_refused("one cell without an end", endless_cell, body)
    check_refused("one line without an end", endless_line, body)
    check_refused("an Excel file with a row without an end", endless_row, body)
    measure_excel()
    with made_file(write_holdings) as file:
        job, seconds = time_import(file, "shareholding", body)
        print_figure(
            "CSV, holdings with long sources",
            job.added / seconds,
            "rec/s",
            note=f"{job.added:,} added; {peak_in_words()}",
        )


def peak_size() -> float:
    """Return the largest resident size of this process so far, in MiB."""
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others kibibytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEBIBYTE


def peak_in_words() -> str:
    """Return the same in words."""
    return f"{peak_size():.0f} MiB at most"


@contextmanager
def made_file(write: Write) -> Iterator[IO[bytes]]:
    """Yield a file on disk."""
    with tempfile.TemporaryFile() as file:
        write(file)
        file.seek(0)
        yield file


def time_import(file: IO[bytes], format_name: str, body: GovernmentBody) -> tuple[Import, float]:
    """Import a file. Return the job when it is over, and the seconds that it took."""
    began = time.monotonic()
    job = request_import(file, file_name="large", format_name=format_name, body=body, here=True)
    run_import(claim_of(job))
    job.refresh_from_db()
    return job, time.monotonic() - began


def check_refused(name: str, write: Write, body: GovernmentBody) -> None:
    """Import an unreadable file, and check that it is refused."""
    with made_file(write) as file:
        job, seconds = time_import(file, "shareholding", body)
    assert (job.state, job.place) == ("failed", 0), job.error
    print_figure(f"{name}, refused after", seconds, "s", note=f"{peak_in_words()}: {job.error[:60]}…")


def write_holdings(file: IO[bytes]) -> None:
    """Write fictional holdings, each with a source of its own of the greatest length."""
    file.write(",".join(HEADINGS).encode() + b"\n")
    number = 0
    while file.tell() < SIZE:
        source = (f"架空の{what} {number} ".ljust(LONGEST, "あ") for what in ("報告書", "登録所"))
        row = (f"L{number}", f"K{number % 100}", f"Kita {number % 100}", "company", f"H{number}", f"Hikari {number}")
        file.write(",".join((*row, str(number % 10_000), "2021-04-01", *source)).encode() + b"\n")
        number += 1


def endless_cell(file: IO[bytes]) -> None:
    """Write a quote that is never closed, with lines in it."""
    file.write(b'record,holder\n1,"')
    for _ in range(SIZE // 1_000_000):
        file.write((b"x" * 99 + b"\n") * 10_000)


def endless_line(file: IO[bytes]) -> None:
    """Write a line that never ends."""
    for _ in range(SIZE // 1_000_000):
        file.write(b"x," * 500_000)


NAMESPACE: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


@contextmanager
def open_workbook(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Yield the sheet of the smallest workbook, to be written."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for part, of, target in (("_rels/.rels", "officeDocument", "xl/workbook.xml"),
                                 ("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml")):  # fmt: skip
            relation = f'<Relationship Id="r1" Type="{OFFICE}/{of}" Target="{target}"/>'
            packed.writestr(part, f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>')
        sheets = f'<sheets><sheet name="s" sheetId="1" xmlns:r="{OFFICE}" r:id="r1"/></sheets>'
        packed.writestr("xl/workbook.xml", f"<workbook {NAMESPACE}>{sheets}</workbook>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f"<worksheet {NAMESPACE}><sheetData>".encode())
            yield sheet


def endless_row(file: IO[bytes]) -> None:
    """Write cells without an end, packed into little."""
    with open_workbook(file) as sheet:
        sheet.write(b"<row>")
        for _ in range(SIZE // 1_000_000):
            sheet.write(b"<c/>" * 250_000)


def write_excel_rows(file: IO[bytes]) -> None:
    """Write fictional holdings as Excel saves them, with the height of each row."""
    with open_workbook(file) as sheet:
        sheet.write(excel_row(1, ("record", "holder", "company", "share_bp")))
        for start in range(2, EXCEL_ROWS + 1, 1_000):
            sheet.write(
                b"".join(
                    excel_row(n, (f"X{n}", f"K{n % 100}", f"H{n}", str(n % 10_000)))
                    for n in range(start, min(start + 1_000, EXCEL_ROWS + 1))
                )
            )
        sheet.write(b"</sheetData></worksheet>")


def excel_row(number: int, cells: tuple[str, ...]) -> bytes:
    """Write one row of texts."""
    said = "".join(f'<c r="{"ABCD"[at]}{number}" t="str"><v>{cell}</v></c>' for at, cell in enumerate(cells))
    return f'<row r="{number}" spans="1:4" ht="15" customHeight="1">{said}</row>'.encode()


def measure_excel() -> None:
    """Measure a sheet of a million rows, read as each import does before it stores: the peer reads the same as CSV."""
    with made_file(write_excel_rows) as file:
        began = time.monotonic()
        read = sum(1 for _ in template_reader(TEMPLATES["shareholding"])(file))
        seconds = time.monotonic() - began
    assert read == EXCEL_ROWS - 1, read
    plain = "record,holder,company,share_bp\n" + "".join(
        f"X{n},K{n % 100},H{n},{n % 10_000}\n" for n in range(2, EXCEL_ROWS // 10)
    )
    began = time.monotonic()
    lines = sum(1 for _ in template_reader(TEMPLATES["shareholding"])(io.BytesIO(plain.encode())))
    peer = lines / (time.monotonic() - began)
    print_figure(f"Excel, {read:,} rows read", read / seconds, "rows/s", over="CSV", peer=peer, note=peak_in_words())
