"""Processes with their answers as a file: JSON lines as `screen_processes --json` prints them, or a table."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet

from institutions.formats.tables.spreadsheets import csv_chunks
from rules.models import StoredProcess
from rules.process_files.outcomes import RANK
from rules.processes.answer_lines import json_line

PORTION: Final = 200
FORMATS: Final = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8"}
FACTS: Final = ("title", "day", "supplier", "amount_yen", "method", "bidders", "withheld")
HEADINGS: Final = (
    "ocid",
    "body",
    *FACTS,
    "severity",
    "code",
    "finding_severity",
    "statement",
    "statement_en",
    "not_assessable",
)
SEVERITIES: Final = {rank: level for level, rank in RANK.items()}
Json = dict[str, Any]  # Any: plain data


def export_of(rows: QuerySet[StoredProcess], form: str) -> Iterator[bytes]:
    """Yield the bytes of a file. A process without a finding has a row too."""
    read = rows.select_related("body").defer("release", "releases").iterator(chunk_size=PORTION)
    if form == "csv":
        return csv_chunks(table_of(read))
    return (json_line(line_of(each)).encode() + b"\n" for each in read)


def line_of(row: StoredProcess) -> Json:
    """Return a process as one object: its facts beside the answer."""
    return {**row.answer, "id": str(row.pk), "body": row.body.code, "facts": row.facts, "rulebook": row.rulebook}


def table_of(rows: Iterator[StoredProcess]) -> Iterator[list[str]]:
    """Yield headings and rows, one a finding."""
    yield list(HEADINGS)
    for row in rows:
        unknown = [code for code, outcome in row.answer["outcomes"].items() if outcome == "not_assessable"]
        about = {
            "ocid": row.ocid,
            "body": row.body.code,
            **{name: row.facts.get(name) for name in FACTS},
            "severity": SEVERITIES.get(row.worst),
            "not_assessable": " ".join(unknown),
        }
        for found in row.answer["findings"] or [{}]:
            cells = about | finding_cells(found)
            yield ["" if cells.get(name) is None else str(cells[name]) for name in HEADINGS]


def finding_cells(found: Json) -> Json:
    """Return a finding as cells."""
    said = found.get("statement", {})
    return {
        "code": found.get("code"),
        "finding_severity": found.get("severity"),
        "statement": said.get("ja"),
        "statement_en": said.get("en"),
    }
