"""Changes of the register during running assessments: none is missed, whichever is stored first.

A change is noted in its own transaction, and the questions of a result in that of the result. Each then reads what the
other side has stored, and at the gate they pass one after the other, so that at least one of them sees both.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q

from institutions.events.changes import RegisterChange
from institutions.models import Partnership
from rules.assessing.questions import partnerships_touched_by
from rules.facts.gathering.changed_history import changed_acts
from rules.facts.gathering.parties import read_identities
from rules.facts.gathering.touch import ChangeAnswers, join_touches, touch_of, touch_whoever_stated
from rules.models import NotedChange

GATE: Final = 5_106_411  # of advisory locks; any number that nothing else in the database uses
# Changes are kept as long as an assessment that began before them may run, plus a margin.
KEPT_BEYOND_LEASE: Final = timedelta(hours=1)


def pass_gate(*, alone: bool) -> None:
    """Hold the gate until the end of this transaction: changes share it, results and marks hold it alone.

    SQLite lets one transaction write at a time and needs no gate.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [GATE])


def note_change(change: RegisterChange) -> set[UUID]:
    """Note a change for results that are under way; return the partnerships whose stored questions it answers.

    The first statement about a number of a restricted partnership does not lead to it here: whoever stated it could
    tell by the time. The daily look of that partnership reads it (`rules.assessing.daily_look`).
    """
    touch = touch_of(change, changed_acts(change), read_identities(by_number=False))
    if not touch:
        return set()
    pass_gate(alone=False)
    NotedChange.objects.create(at=change.moment, touch=touch.to_json())
    return partnerships_touched_by(touch)


def latest_change() -> int:
    """Return the number of the latest noted change. No change with a lower number can still come in."""
    with hold_gate():
        latest: int | None = NotedChange.objects.aggregate(latest=Max("pk"))["latest"]
    return latest or 0


@contextmanager
def hold_gate() -> Iterator[None]:
    """Hold the gate alone for a moment, on a database that has one."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        pass_gate(alone=True)
        yield


def changes_missed(partnerships: Sequence[Partnership], *, mark: int, known_at: datetime) -> set[UUID]:
    """Return the partnerships of stored results whose questions a change answers that was not yet known, or was noted
    after the mark.

    Call it in the transaction of the results, as its last step: the holder of the gate must not wait for another lock.
    The number of queries depends on nothing but the partnerships that a change seems to touch, whoever stated it.
    """
    pass_gate(alone=True)
    since = NotedChange.objects.filter(Q(pk__gt=mark) | Q(at__gt=known_at))
    touches = [ChangeAnswers.from_json(each) for each in since.values_list("touch", flat=True)]
    if not touches:
        return set()
    near = partnerships_touched_by(touch_whoever_stated(touches), only=[each.pk for each in partnerships])
    return {each.pk for each in partnerships if each.pk in near and is_touched(each, touches)}


def is_touched(partnership: Partnership, touches: Iterable[ChangeAnswers]) -> bool:
    """Return whether one of several changes answers a question of a partnership's stored result."""
    touch = join_touches(touches, partnership=str(partnership.pk), body=str(partnership.submitted_by_id))
    return bool(touch and partnerships_touched_by(touch, only=[partnership.pk]))


def forget_changes(now: datetime) -> int:
    """Remove changes that no running assessment can have missed any more; return their number."""
    kept = timedelta(seconds=settings.ASSESSMENT_LEASE_SECONDS) + KEPT_BEYOND_LEASE
    removed, _ = NotedChange.objects.filter(at__lt=now - kept).delete()
    return removed
