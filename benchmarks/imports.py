"""Records a second of each import: our tables as CSV and Excel, EDINET, OCDS; first new, then unchanged.

The real files are read where they are, beside the project; where they are absent their lines are left out.
"""

import io
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection
from openpyxl import Workbook

from benchmarks.figures import print_figure, print_heading
from institutions.imports.claim import claim_of
from institutions.imports.requesting import request_import
from institutions.imports.run import run_import
from institutions.models import GovernmentBody, Import, ImportState
from policyengine.processes import ROOT

ROWS = 5_000
OCDS_LINES = 300
SHARED = ROOT.parent / "shared" / "data"
HEADINGS = ("record", "holder", "holder.name", "holder.type", "company", "company.name", "share_bp", "from")
OCDS = {
    "sponsor": "METI",
    "domain": "infrastructure",
    "proposed_on": "2026-06-15",
    "method": "open",
    "object": "works",
    "value_yen": "1000000",
}


def main() -> None:
    """Measure each format; the peer is the same number of rows inserted into the table of imports' outcomes alone."""
    body = GovernmentBody.objects.get(code="METI")
    print_heading(f"Imports on {connection.vendor}: records a second, new and then unchanged")
    rows = list(holding_rows(ROWS, "C"))
    peer = bare_inserts(rows)
    print_figure("peer: as many bare rows, one INSERT for 200", peer, "a second")
    measure_import(body, f"CSV, {ROWS:,} holdings", "shareholding", rows_as_csv(rows), peer)
    measure_import(body, f"Excel, {ROWS:,} holdings", "shareholding", excel_of(holding_rows(ROWS, "X")), peer)
    for name, title in (("edinetcode", "EDINET code list"), ("large_holding_edges", "EDINET large holdings")):
        if content := read_shared_file("edinet", f"{name}.csv.gz"):
            measure_import(body, title, "edinet", content, peer)
    for name in ("japan_okinawa", "brazil_state_lots"):
        if content := first_lines(read_shared_file("ocds", f"{name}.jsonl.gz")):
            measure_import(body, f"OCDS, {OCDS_LINES} processes of {name}", "ocds", content, peer, OCDS)


def holding_rows(rows: int, of: str) -> Iterable[tuple[Any, ...]]:
    """Yield fictional holdings, a new company each and a hundred holders; `of` distinguishes the rows of two files."""
    for n in range(rows):
        holder, company = f"K{of}{n % 100}", f"H{of}{n}"
        yield f"{of}{n}", holder, f"Kita {holder}", "company", company, f"Hikari {company}", n % 10_000, "2021-04-01"


def rows_as_csv(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Write the rows as CSV."""
    return "\n".join(",".join(map(str, row)) for row in (HEADINGS, *rows)).encode()


def excel_of(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Write the rows as Excel."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEADINGS, *rows):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read_shared_file(*parts: str) -> bytes:
    """Read a real file; nothing if it is absent."""
    path = Path(SHARED, *parts)
    if not path.exists():
        print(f"    {path.name} is not beside the project: left out", flush=True)
        return b""
    return path.read_bytes()


def first_lines(packed: bytes) -> bytes:
    """Return the first lines of a packed file."""
    import gzip
    from itertools import islice

    return b"".join(islice(gzip.open(io.BytesIO(packed)), OCDS_LINES)) if packed else b""


def measure_import(
    body: GovernmentBody,
    name: str,
    format_name: str,
    content: bytes,
    peer: float,
    options: dict[str, str] | None = None,
) -> None:
    """Import a file twice."""
    for what in ("new", "again"):
        began = time.monotonic()
        job = request_import(
            io.BytesIO(content), file_name=name, format_name=format_name, body=body, options=options, here=True
        )
        run_import(claim_of(job))
        job.refresh_from_db()
        assert job.state == ImportState.DONE, job.error
        note = f"{job.added:,} added, {job.changed:,} changed, {job.unchanged:,} unchanged, {job.refused:,} refused"
        rate = job.place / (time.monotonic() - began)
        print_figure(f"{name}, {what}", rate, "a second", over="bare rows", peer=peer, note=note)


def bare_inserts(rows: list[tuple[Any, ...]]) -> float:
    """Insert as many rows of a small table, two hundred at a time."""
    from institutions.models import ImportOutcome

    job = Import.objects.create(
        body=GovernmentBody.objects.get(code="METI"), format="none", file_name="", sha256="", size=0, state="done"
    )
    began = time.monotonic()
    for at in range(0, len(rows), 200):
        ImportOutcome.objects.bulk_create(
            ImportOutcome(job=job, number=at + n, line=n, record=row[0], outcome="added")
            for n, row in enumerate(rows[at : at + 200])
        )
    return len(rows) / (time.monotonic() - began)
