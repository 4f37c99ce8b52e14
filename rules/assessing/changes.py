"""Changes of the register and assessments that run meanwhile: none is missed, whichever is stored first.

A change is noted in its own transaction, and so is what a result asked for in that of the result. Each then looks at
what the other side has stored, and at the gate they pass one after the other, so that at least one of them sees both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q

from institutions.events.changes import Change
from institutions.models import Partnership
from rules.assessing.questions import touched_by
from rules.facts.gathering.changed_history import changed_acts
from rules.facts.gathering.parties import identities
from rules.facts.gathering.touch import Touch, joined, touch_of
from rules.models import NotedChange

GATE: Final = 5_106_411  # of advisory locks; any number that nothing else in the database uses
# Changes are kept for as long as an assessment may run that began before them, and a good while.
KEPT_BEYOND_LEASE: Final = timedelta(hours=1)


def pass_gate(*, alone: bool) -> None:
    """Hold the gate until the end of this transaction: changes go side by side, results and marks alone.

    SQLite lets one transaction write at a time and needs no gate.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [GATE])


def note_change(change: Change) -> set[UUID]:
    """Note a change for the results that are under way; gives the partnerships that it touches by what is stored."""
    touch = touch_of(change, changed_acts(change), identities())
    if not touch:
        return set()
    pass_gate(alone=False)
    NotedChange.objects.create(at=change.moment, touch=touch.to_json())
    return touched_by(touch)


def latest_change() -> int:
    """The mark of what was noted until now. No change with a lower number is still to come."""
    with marking():
        latest: int | None = NotedChange.objects.aggregate(latest=Max("pk"))["latest"]
    return latest or 0


@contextmanager
def marking() -> Iterator[None]:
    """Alone at the gate for a moment, where the database has one."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        pass_gate(alone=True)
        yield


def was_missed(partnership: Partnership, *, mark: int, known_at: datetime) -> bool:
    """Whether a change that was not yet known, or noted after the mark, answers what the stored result asked for.

    To be asked in the transaction of the result, last of all: who holds the gate waits for nobody.
    """
    pass_gate(alone=True)
    since = NotedChange.objects.filter(Q(pk__gt=mark) | Q(at__gt=known_at))
    touches = [Touch.from_json(each) for each in since.values_list("touch", flat=True)]
    touch = joined(touches, partnership=str(partnership.pk), body=str(partnership.submitted_by_id))
    return bool(touch and touched_by(touch, only=partnership.pk))


def forget_changes(now: datetime) -> int:
    """Remove what no running assessment can have missed any more."""
    kept = timedelta(seconds=settings.ASSESSMENT_LEASE_SECONDS) + KEPT_BEYOND_LEASE
    removed, _ = NotedChange.objects.filter(at__lt=now - kept).delete()
    return removed
