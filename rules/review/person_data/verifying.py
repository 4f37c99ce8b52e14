"""The verification of files with a person's own data: each content that is kept is compared with its SHA-256."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from rules.models import PersonDataFile
from rules.review.person_data.releasing import is_as_prepared

TABLE: Final = PersonDataFile._meta.db_table  # noqa: SLF001 - Django documents _meta


def file_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each file whose content is another than was prepared; `since`: of those prepared from that moment on."""
    rows = PersonDataFile.objects.exclude(content={}).order_by("pk")
    kept = (rows.filter(prepared_at__gte=since) if since else rows).iterator(10)
    changed = (f"{TABLE} {each.pk}: its content is not what was prepared" for each in kept if not is_as_prepared(each))
    yield from some_of(changed, "files of personal data")


compare_derived(PersonDataFile, by=file_troubles)
