"""Changes of the register during running assessments: none is missed, whichever is stored first.

A change is noted in its own transaction, and the questions of a result in that of the result. Each then reads what the
other side has stored, and at the gate they pass one after the other, so that at least one of them sees both. The walk
of a change reads the questions after its commit: then every result that did not see the change is committed too.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from institutions.events.changes import RegisterChange
from institutions.jobs import dispatch
from institutions.models import Partnership
from institutions.parties.organisation.succession import read_successions
from rules.assessing.claim import ASSESSMENTS
from rules.assessing.gate import pass_as_change, pass_as_result
from rules.assessing.questions import partnerships_touched_by, touched_if_few
from rules.assessing.request import WOKEN_ON_COMMIT
from rules.assessing.sponsor_acts import SearchedCases
from rules.facts.gathering.changed_history import changed_acts
from rules.facts.gathering.parties import read_identities
from rules.facts.gathering.succeeding import with_successors
from rules.facts.gathering.touch import ChangeAnswers, join_touches, touch_of, touch_whoever_stated
from rules.models import NotedChange

WALK: Final = "rules.walk_change"  # the name of the task
# Changes are kept as long as an assessment that began before them may run, plus a margin.
KEPT_BEYOND_LEASE: Final = timedelta(hours=1)
MOST_COMPARED: Final = 20  # walks that have not begun


def note_change(change: RegisterChange) -> set[UUID]:
    """Note a change for results that are under way; return the partnerships whose stored questions it answers.

    If they are many, nothing is returned and a walk is ordered: the transaction of the change waits for none of them.

    The first statement about a number of a restricted partnership does not lead to it here: whoever stated it could
    tell by the time. The daily look of that partnership reads it (`rules.assessing.daily_look`).
    """
    bodies = with_successors(read_identities(by_number=False), read_successions(), timezone.localdate())
    touch = touch_of(change, changed_acts(change), bodies)
    if not touch:
        return set()
    pass_as_change()
    noted = NotedChange.objects.create(at=change.moment, touch=touch.to_json())
    touched = touched_if_few(touch, WOKEN_ON_COMMIT)
    if touched is None:
        order_walk(noted)
        return set()
    return touched


def order_walk(noted: NotedChange) -> None:
    """Order the walk of a change of many cases; workers are notified on commit, among many jobs by the sweep.

    Where the walk of an equal change has not begun, one walk serves both: whoever states an owner or a measure of very
    many cases again and again would otherwise order a walk over all cases each time.
    """
    walk = waiting_walk_like(noted)
    if walk is None:
        walk = noted
        noted.walk_after = 0
        noted.save(update_fields=["walk_after"])
    if not dispatch.among_many.get():
        transaction.on_commit(partial(send_walk, walk.pk), robust=True)


def waiting_walk_like(noted: NotedChange) -> NotedChange | None:
    """Return an equal change whose walk has not begun, locked: it begins after this one is committed.

    Its walk then reaches the partnership that stated it too, which the later change may touch.
    """
    skip = connection.features.has_select_for_update_skip_locked
    waiting = NotedChange.objects.filter(walk_after=0).exclude(pk=noted.pk).order_by("pk")
    wanted = whoever_stated(noted)
    for pk, touch in waiting.values_list("pk", "touch")[:MOST_COMPARED]:
        if {**touch, "partnership": None} != wanted:
            continue
        held = waiting.select_for_update(skip_locked=skip, no_key=True).filter(pk=pk).first()
        if held is not None:
            held.touch = wanted
            held.save(update_fields=["touch"])
            return held
    return None


def whoever_stated(noted: NotedChange) -> dict[str, Any]:  # Any: plain data
    """Return the touch of a change as stored JSON gives it, without the partnership that stated it."""
    stored: dict[str, Any] = json.loads(json.dumps(noted.touch))
    return {**stored, "partnership": None}


def send_walk(change: int) -> bool:
    """Notify the workers of a walk once. Return False if the broker did not take it: the sweep sends it again."""
    return dispatch.send_task(WALK, change, queue=ASSESSMENTS.queue_name(asked=True))


def latest_change() -> int:
    """Return the number of the latest noted change. No change with a lower number can still come in."""
    with transaction.atomic():
        pass_as_result()
        latest: int | None = NotedChange.objects.aggregate(latest=Max("pk"))["latest"]
    return latest or 0


def changes_missed(partnerships: Sequence[Partnership], *, mark: int, known_at: datetime) -> set[UUID]:
    """Return the partnerships of stored results whose questions a change answers that was not yet known, or was noted
    after the mark.

    Call it in the transaction of the results, as its last step: the holder of the gate must not wait for another lock.
    The number of queries depends on nothing but the partnerships that a change seems to touch, whoever stated it.
    """
    pass_as_result()
    since = NotedChange.objects.filter(Q(pk__gt=mark) | Q(at__gt=known_at))
    touches = [ChangeAnswers.from_json(each) for each in since.values_list("touch", flat=True)]
    if not touches:
        return set()
    these = SearchedCases(only=[each.pk for each in partnerships])
    near = partnerships_touched_by(touch_whoever_stated(touches), these)
    return {each.pk for each in partnerships if each.pk in near and is_touched(each, touches)}


def is_touched(partnership: Partnership, touches: Iterable[ChangeAnswers]) -> bool:
    """Return whether one of several changes answers a question of a partnership's stored result."""
    touch = join_touches(touches, partnership=str(partnership.pk), body=str(partnership.submitted_by_id))
    return bool(touch and partnerships_touched_by(touch, SearchedCases(only=[partnership.pk])))


def forget_changes(now: datetime) -> int:
    """Remove changes that are walked and that no running assessment can have missed any more; return their number.

    Call it after the rows that lost their worker were taken back: an attempt that lasts longer is overtaken then.
    """
    kept = timedelta(seconds=settings.ASSESSMENT_LEASE_SECONDS) + KEPT_BEYOND_LEASE
    removed, _ = NotedChange.objects.filter(at__lt=now - kept, walk_after__isnull=True).delete()
    return removed
