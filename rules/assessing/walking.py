"""The walk of a change that touches many cases: range by range of stored questions, each in a transaction of its own.

How far a walk has come is committed with the requests for assessments, so a worker that dies loses nothing, and the row
of the change is locked meanwhile, so no two workers take the same range.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Min, QuerySet

from institutions.models import Partnership
from institutions.models.sql_lists import among
from rules.assessing.changes import is_touched, send_walk
from rules.assessing.questions import partnerships_touched_by
from rules.assessing.request import request_again
from rules.assessing.sponsor_acts import SearchedCases
from rules.facts.gathering.touch import ChangeAnswers
from rules.models import Asking, NotedChange, Trigger

RANGE: Final = 1_000  # partnerships with stored questions, whether the change touches them or not
RANGES_A_MESSAGE: Final = 50  # a worker's time is limited, and others wait for it
SENT_A_SWEEP: Final = 500


def open_walks() -> QuerySet[NotedChange]:
    """Return the changes whose walk is not complete."""
    return NotedChange.objects.filter(walk_after__isnull=False)


def walk_change(change: int) -> None:
    """Walk on with a change; after so many ranges leave the rest to another message."""
    for _ in range(RANGES_A_MESSAGE):
        if not walk_range(change):
            return
    send_walk(change)


def walk_range(change: int) -> bool:
    """Request new assessments of the touched partnerships of the next range; return False if none is left.

    Questions that are stored after their number was passed are those of a result that knows the change, or that finds
    it noted (`rules.assessing.changes`). False too if another worker is at it.
    """
    with transaction.atomic(durable=True):
        skip = connection.features.has_select_for_update_skip_locked
        noted = open_walks().select_for_update(skip_locked=skip, no_key=True).filter(pk=change).first()
        if noted is None or noted.walk_after is None:
            return False
        after = noted.walk_after
        numbers = list(Asking.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:RANGE])
        if numbers:
            within = SearchedCases(after=after, until=numbers[-1])
            touched = partnerships_touched_by(ChangeAnswers.from_json(noted.touch), within)
            request_again(touched, Trigger.REGISTER_CHANGED, walked=True)
        noted.walk_after = numbers[-1] if len(numbers) == RANGE else None
        noted.save(update_fields=["walk_after"])
        return noted.walk_after is not None


def send_open_walks() -> int:
    """Notify the workers of walks that are not complete, and return their number; stop if the broker is down."""
    walks = list(open_walks().order_by("pk").values_list("pk", flat=True)[:SENT_A_SWEEP])
    for sent, change in enumerate(walks):
        if not send_walk(change):
            return sent
    return len(walks)


def awaits_walk(partnership: Partnership) -> bool:
    """Return whether a change touches a partnership whose walk has not reached it yet. One query if no walk is open.

    Its newest result does not know that change, as if an assessment were queued.
    """
    walks = list(open_walks().values_list("walk_after", "touch"))
    if not walks:
        return False
    number = Asking.objects.filter(partnership=partnership).values_list("pk", flat=True).first() or 0
    ahead = [ChangeAnswers.from_json(touch) for after, touch in walks if after is not None and after < number]
    return is_touched(partnership, ahead)


def before_a_walk(partnerships: Collection[UUID]) -> set[UUID]:
    """Return those that some open walk has not reached, touched by its change or not. One query if no walk is open."""
    first = open_walks().aggregate(first=Min("walk_after"))["first"]
    if first is None:
        return set()
    ahead = Asking.objects.filter(among("partnership", partnerships), pk__gt=first)
    return set(ahead.values_list("partnership", flat=True))
