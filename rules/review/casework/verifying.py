"""The verification of the moment of the last act on a case, which no hash covers, since acts of all sorts move it.

An earlier moment would let the last but one act be undone, and a choice at the end of retention count again.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import F, Model, QuerySet

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from rules.models import ReviewCase
from rules.review.casework.records import CASEWORK
from rules.review.casework.undoing import UNDOABLE_ACTS

TABLE: Final = ReviewCase._meta.db_table  # noqa: SLF001 - Django documents _meta


def last_act_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each case whose last act is earlier than an act on it; `since`: than one from that moment on."""
    said = (f"{TABLE} {pk}: an act on the case is later than its last one" for pk in behind(since))
    yield from some_of(said, "cases")


def behind(since: datetime | None) -> list[int]:
    """Return the cases whose last act is earlier than a stored one. A query for each sort of act."""
    found: set[int] = set()
    for model in {each.model for each in UNDOABLE_ACTS.values()}:
        case = f"{CASEWORK[model].partnership}__review_case"
        rows: QuerySet[Model] = QuerySet(model).filter(at__gt=F(f"{case}__changed_at"))
        found.update((rows.filter(at__gte=since) if since else rows).values_list(case, flat=True))
    return sorted(found)


compare_derived(ReviewCase, by=last_act_troubles)
