"""Register documents and imports for tests: small ones to vary. All names are fictional."""

import copy
from typing import Any

from institutions.formats.register_document import Record, RegisterDocument
from institutions.imports.storing import RecordStore, StoredOutcome
from institutions.models import GovernmentBody, Import, ImportOutcome

HOLDING: dict[str, Any] = {
    "companies": [
        {"key": "H1", "name": {"ja": "ヒカリ磁性株式会社"}},
        {"key": "K1", "name": {"ja": "北マテリアル株式会社"}},
    ],
    "statements": [{"kind": "shareholding", "holder": "K1", "company": "H1", "share_bp": 620, "from": "2021-04-01"}],
}


def holding(record: str = "R-1", *, line: int = 1, **fields: Any) -> RegisterDocument:
    """Return a record with one shareholding, with some of its fields replaced."""
    content = copy.deepcopy(HOLDING)
    content["statements"][0].update(fields)
    return RegisterDocument(line=line, record=record, content=content)


def of(record: str = "R-1", *, line: int = 1, publisher: str = "", **content: Any) -> RegisterDocument:
    """Return a record with this content."""
    return RegisterDocument(line=line, record=record, content=content, publisher=publisher)


def job(body: GovernmentBody, **columns: Any) -> Import:
    """Return an import of a body."""
    given: dict[str, Any] = {"format": "test", "file_name": "holdings.csv", "sha256": "0" * 64, "size": 1}
    return Import.objects.create(body=body, **{**given, **columns})


def bring_in(body: GovernmentBody, *records: Record, **columns: Any) -> list[StoredOutcome]:
    """Import records as one chunk of a new job, and store their outcomes as the job does."""
    made = job(body, **columns)
    outcomes = RecordStore(made).chunk(list(records))
    ImportOutcome.objects.bulk_create(
        ImportOutcome(job=made, number=number, line=each.line, record=each.record, outcome=each.outcome)
        for number, each in enumerate(outcomes, start=1)
    )
    return outcomes


def words(outcomes: list[StoredOutcome]) -> list[str]:
    """Return the outcomes alone."""
    return [str(each.outcome) for each in outcomes]
