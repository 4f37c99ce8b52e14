"""The verification that an import is a dry run, or stores what it reads, as the last event on it says.

The hash of its row leaves `dry_run` out, since an edition of a list is previewed and accepted by one row.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models import AuditEvent, Import
from institutions.values.portions import split_portions

TABLE: Final = Import._meta.db_table  # noqa: SLF001 - Django documents _meta
AT_ONCE: Final = 200
VERBS: Final = ("import_previewed", "import_requested", "edition_uploaded", "edition_confirmed")


def dry_run_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each import that is a dry run and was asked for in earnest, or the reverse; `since`: made from then on."""
    rows = Import.objects.order_by("pk")
    yield from some_of(differing_imports(rows.filter(created_at__gte=since) if since else rows), TABLE)


def differing_imports(rows: QuerySet[Import]) -> Iterator[str]:
    """Yield the trouble of each import; those from before there were events have none. Two queries for so many."""
    for portion in split_portions(rows.values_list("pk", "dry_run").iterator(AT_ONCE), AT_ONCE):
        held = {f"import:{pk}": dry_run for pk, dry_run in portion}
        acts = AuditEvent.objects.filter(object__in=held, verb__in=VERBS).order_by("pk")
        said = {name: after["dry_run"] for name, after in acts.values_list("object", "after") if after}
        for name, dry_run in held.items():
            if said.get(name, dry_run) != dry_run:
                yield f"{TABLE}, row {name.partition(':')[2]}: dry_run is not what the last event on it says"


compare_derived(Import, by=dry_run_troubles)
