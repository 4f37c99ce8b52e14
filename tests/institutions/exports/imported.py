"""The import of an export, as a body would do it."""

from typing import Any

from institutions.formats.register_document import Record
from institutions.imports.storing import RecordStore, StoredOutcome
from institutions.models import GovernmentBody, Import


def bring_in(records: list[Record], *, body: str = "METI", form: str = "json") -> list[StoredOutcome]:
    """Store records in the name of a body; return their outcomes."""
    job = Import.objects.create(
        body=GovernmentBody.objects.get(code=body), format=form, file_name="export", sha256="0" * 64, size=0
    )
    return RecordStore(job).chunk(records)


def refusals(outcomes: list[StoredOutcome]) -> list[Any]:
    """Return every error of some outcomes."""
    return [error for each in outcomes for error in each.errors]
