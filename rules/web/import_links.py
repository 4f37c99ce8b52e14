"""The import that a statement without a document of its own came from, for readers who may see that import."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from institutions.access.keys import KeyHolder
from institutions.models import Account, GovernmentBody, ImportedRecord
from rules.access.readable_results import imports_for


@dataclass(frozen=True, slots=True)
class ImportedFrom:
    """An import: its id, the name of its file, who imported it, and the day on which it brought the record."""

    import_id: UUID
    file: str
    body: GovernmentBody
    on: date


def imported_from(user: Account | KeyHolder, records: Iterable[int | None]) -> Mapping[int, ImportedFrom]:
    """Return the imports of records by the ids of the records, as far as the user may read them. One query."""
    wanted = {each for each in records if each}
    rows = ImportedRecord.objects.filter(pk__in=wanted, job__in=imports_for(user).order_by().values("pk"))
    return {
        row.pk: ImportedFrom(row.job_id, row.job.file_name, row.job.body, timezone.localdate(row.recorded_at))
        for row in rows.select_related("job__body")
    }
