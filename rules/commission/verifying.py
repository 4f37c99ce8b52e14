"""The verification of what was read for a sitting: no hash of its row covers it, since a worker fills it in later.

The event of the reading holds the number of contracts, the hash over them from which the draw is made, and the hash of
the summary, which a public report counts from. Another hash before the contracts are fixed would steer the draw.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models import AuditEvent
from institutions.values.hashing import hash_json
from institutions.values.portions import split_portions
from rules.models import Sitting, SittingState

TABLE: Final = Sitting._meta.db_table  # noqa: SLF001 - Django documents _meta
READ: Final = "sitting_read"
AT_ONCE: Final = 100


def reading_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each sitting that is not as it was read; `since`: of those read from that moment on."""
    rows = Sitting.objects.order_by("pk")
    ids = (rows.filter(finished_at__gte=since) if since else rows).values_list("pk", flat=True)
    yield from some_of((said for part in split_portions(iter(ids), AT_ONCE) for said in troubles_of(part)), "sittings")


def troubles_of(ids: list[Any]) -> Iterator[str]:  # Any: ids
    """Yield the troubles of some sittings. Two queries."""
    named = AuditEvent.objects.filter(verb=READ, object__in=[f"sitting:{pk}" for pk in ids]).order_by("pk")
    said = dict(named.values_list("object", "after"))
    for sitting in Sitting.objects.filter(pk__in=ids).order_by("pk"):
        if trouble := trouble_of(sitting, said.get(f"sitting:{sitting.pk}")):
            yield f"{TABLE} {sitting.pk}: {trouble}"


def trouble_of(sitting: Sitting, said: Any) -> str:  # Any: what an event says, in any form
    """Return the trouble of a sitting, beside what the event of its reading says; empty if there is none."""
    is_read = sitting.state == SittingState.DONE
    if not isinstance(said, dict):
        return "counts as read, and no event says so" if is_read else ""
    if not is_read:
        return f"counts as {sitting.state}, although its contracts were read"
    now = {
        "contracts": sitting.total,
        "population_sha256": sitting.summary.get("digest") if isinstance(sitting.summary, dict) else None,
        "summary_sha256": hash_json(sitting.summary),
    }
    changed = any(name in said and said[name] != value for name, value in now.items())
    return "what was read for it was changed afterwards" if changed else ""


compare_derived(Sitting, by=reading_troubles)
