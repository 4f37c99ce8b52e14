"""The speed of importing ownership statements and of exporting the register, with the memory that it takes."""

import io
import json
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from benchmarks.figures import print_figure, print_heading
from benchmarks.growth import add_unrelated
from institutions.access.callers import ALL_BODIES
from institutions.exports.selection import ExportSelection
from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.export_formats import FORMATS
from institutions.imports.storing import RecordStore
from institutions.models import GovernmentBody, Import, table_of

RECORDS = (1_000, 5_000)  # relationships, each with a company and a person of its own
STORED = 1_000
CHUNK = 200  # records in one transaction, as an import has it
HOLDINGS = 10_000
MEBIBYTE = 1024 * 1024


def main() -> None:
    """Measure BODS in, then each format out."""
    measure_reading()
    measure_storing()
    measure_writing()


def sample_statements(count: int) -> Iterator[dict[str, Any]]:
    """Yield BODS statements of fictional parties: for each relationship a company, a person, and the relationship."""
    publication = {"publicationDate": "2026-01-01", "bodsVersion": "0.4", "publisher": {"name": "Bench (fictional)"}}
    top = {"statementDate": "2026-01-01", "recordStatus": "new", "publicationDetails": publication}
    for number in range(count):
        company, person = f"company-{number}", f"person-{number}"
        details: dict[str, tuple[str, dict[str, Any]]] = {
            company: ("entity", {"entityType": {"type": "registeredEntity"}, "name": f"Bench Company {number}"}),
            person: ("person", {"personType": "knownPerson", "names": [{"fullName": f"Bench Holder {number}"}]}),
            f"relation-{number}": (
                "relationship",
                {
                    "subject": company,
                    "interestedParty": person,
                    "interests": [{"type": "shareholding", "share": {"exact": number % 100}}],
                },
            ),
        }
        for record, (kind, said) in details.items():
            yield {
                "statementId": f"{record}-0123456789abcdef0123456789",
                "declarationSubject": company,
                "recordId": record,
                "recordType": kind,
                "recordDetails": {"isComponent": False, **said},
                **top,
            }


def file_of(count: int) -> io.BytesIO:
    """Make a file of one statement per line."""
    return io.BytesIO(b"".join(json.dumps(each).encode() + b"\n" for each in sample_statements(count)))


def time_items(items: Callable[[], Iterable[object]]) -> float:
    """Measure the seconds that it takes to go through some items."""
    began = time.perf_counter()
    for _ in items():
        pass
    return time.perf_counter() - began


def peak_memory(items: Callable[[], Iterable[object]]) -> float:
    """Measure the most memory that Python takes meanwhile, in MiB."""
    tracemalloc.start()
    for _ in items():
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MEBIBYTE


def measure_reading() -> None:
    """Measure statements into documents; the peers are Python's own JSON reader, and the smaller file."""
    print_heading("BODS 0.4 read, without storing")
    small, large = (file_of(count) for count in RECORDS)
    plain = time_items(lambda: map(json.loads, large.getvalue().splitlines()))
    seconds = time_items(lambda: read_bods(large))
    print_figure(f"{RECORDS[1]:,} relationships", 3 * RECORDS[1] / seconds, "stmt/s")
    print_figure("  time", seconds, "s", over="json.loads of each line", peer=plain)
    small.seek(0)
    large.seek(0)
    least = peak_memory(lambda: read_bods(small))
    print_figure(
        "  memory", peak_memory(lambda: read_bods(large)), "MiB", over=f"that of {RECORDS[0]} relationships", peer=least
    )


def measure_storing() -> None:
    """Measure the same records stored, and imported again with nothing changed."""
    print_heading(f"BODS 0.4 imported on {connection.vendor}")
    records = list(read_bods(file_of(STORED)))
    seconds = [time_items(lambda: map(import_storer(), record_chunks(records))) for _ in range(2)]
    print_figure(f"{STORED:,} relationships, new", STORED / seconds[0], "doc/s")
    print_figure("  again, unchanged", STORED / seconds[1], "doc/s", over="new", peer=STORED / seconds[0])


def import_storer() -> Callable[[list[Any]], object]:
    """Return the function that stores one more import of the first body, a portion per transaction as a job does."""
    body = GovernmentBody.objects.order_by("code")[0]
    job = Import.objects.create(body=body, format="bods", file_name="bench", sha256="0" * 64, size=0)
    return transaction.atomic(RecordStore(job).chunk)


def record_chunks(records: list[Any]) -> Iterator[list[Any]]:
    """Yield some records at a time."""
    for place in range(0, len(records), CHUNK):
        yield records[place : place + CHUNK]


def measure_writing() -> None:
    """Measure each format; the peer reads the same rows from their table and writes nothing."""
    add_unrelated(HOLDINGS)
    print_heading(f"The register exported on {connection.vendor}: {HOLDINGS:,} holdings")
    holdings: Any = table_of("shareholding")  # its columns come from the declaration of its kind
    bare = time_items(lambda: holdings.objects.current().iterator(chunk_size=1_000))
    for form in FORMATS.values():
        if "shareholdings" not in form.lists:
            continue
        selection = ExportSelection(reader=ALL_BODIES, lists=("shareholdings",))

        def write(form: Any = form, selection: ExportSelection = selection) -> Iterator[bytes]:
            return form.write(selection)  # type: ignore[no-any-return]

        seconds = time_items(write)
        print_figure(form.name, HOLDINGS / seconds, "rows/s", note=f"{peak_memory(write):.1f} MiB at most")
        print_figure("  time", seconds, "s", over="reading the rows alone", peer=bare)
