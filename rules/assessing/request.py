"""The request for an assessment: a row in the caller's transaction; after its commit workers are notified."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from institutions.jobs.dispatch import among_many, notify_after_commit
from institutions.models import Submission
from institutions.models.sql_lists import among
from rules.assessing.claim import ASSESSMENTS, is_claimed_here
from rules.facts.gathering.from_register import as_of_of
from rules.models import Assessment, Trigger

WOKEN_ON_COMMIT: Final = 100  # messages that a change may send while its request is answered; the sweep sends more


def request_assessment(submission: Submission, trigger: Trigger) -> Assessment:
    """Insert the row that is the job, or point the partnership's queued row to this submission instead.

    Inside `claimed_here()` the row belongs to this process from the start and nobody is notified; inside
    `leave_notifying_to_sweep()` the next sweep notifies workers.
    """
    if is_claimed_here():
        return insert_claimed(submission, trigger)
    # A partnership that has just been registered has no queued row.
    found = None if trigger == Trigger.REGISTERED else queued_row(submission, trigger)
    told_at = None if among_many.get() else timezone.now()
    if found is None:
        try:
            with transaction.atomic():
                found = Assessment.objects.create(told_at=told_at, **request_columns(submission, trigger))
        except IntegrityError:  # somebody else inserted one at the same moment
            found = queued_row(submission, trigger)
            if found is None:
                raise
    if told_at:
        notify_after_commit(ASSESSMENTS, found.pk)
    return found


def request_again(partnerships: Iterable[UUID], trigger: Trigger, *, walked: bool = False) -> int:
    """Request assessments of the present submissions of many partnerships; return the number of new rows.

    It takes two queries and the inserts. A partnership with a queued row needs none: that row reads the register when
    it is claimed. Of a few new rows workers are notified once the change is committed, in the queue of what nobody
    waits for; of many, or among many jobs, by the next sweep. A walk (`walked`), for which nobody waits, sends one
    message for as many rows as a worker takes at once. Raise RuntimeError outside a transaction.
    """
    asked_for = sorted(partnerships)
    if not asked_for:
        return 0
    # Locks the queued rows until this change is committed: a worker that takes one of them afterwards sees it.
    # In the order of their ids, so that two changes wait for each other and never deadlock.
    waiting = Assessment.objects.queued().filter(among("partnership", asked_for)).order_by("pk")
    list(waiting.select_for_update().values_list("pk", flat=True))
    wanted = Submission.objects.filter(among("partnership", asked_for), superseded_at__isnull=True)
    queued = Assessment.objects.queued().filter(partnership=OuterRef("partnership"))
    rows = wanted.exclude(Exists(queued)).order_by("received_at", "pk")
    now = timezone.now()
    made = [
        Assessment(partnership_id=partnership, submission_id=pk, trigger=trigger, as_of=as_of_of(stated, now))
        for pk, partnership, stated in rows.values_list("pk", "partnership_id", "document__assess_as_of")
    ]
    few = len(made) <= WOKEN_ON_COMMIT and not among_many.get()
    at_once = made[:: settings.ASSESSMENT_BATCH] if walked else made if few else []
    for each in at_once:
        each.told_at = now
    Assessment.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    for each in at_once:
        notify_after_commit(ASSESSMENTS, each.pk, asked=False)
    return len(made)


def request_first(partnerships: Iterable[UUID]) -> int:
    """Request the first assessments of partnerships that have none, in one query and the inserts; return their number.

    Inside `claimed_here()` the rows belong to this process. Workers are notified of each once it is committed; inside
    `leave_notifying_to_sweep()` by the next sweep.
    """
    without = ~Exists(Assessment.objects.filter(partnership=OuterRef("partnership")))
    current = Submission.objects.filter(among("partnership", partnerships), superseded_at__isnull=True)
    wanted = list(current.filter(without).order_by("received_at", "pk"))
    if is_claimed_here():
        for each in wanted:
            insert_claimed(each, Trigger.REGISTERED)
        return len(wanted)
    told_at = None if among_many.get() else timezone.now()
    made = [Assessment(told_at=told_at, **request_columns(each, Trigger.REGISTERED)) for each in wanted]
    Assessment.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    for row in made if told_at else ():
        notify_after_commit(ASSESSMENTS, row.pk)
    return len(made)


def request_columns(submission: Submission, trigger: Trigger) -> dict[str, object]:
    """Return the columns of a request."""
    return {
        "partnership_id": submission.partnership_id,
        "submission": submission,
        "trigger": trigger,
        "as_of": as_of_of(submission.document.get("assess_as_of"), timezone.now()),
    }


def queued_row(submission: Submission, trigger: Trigger) -> Assessment | None:
    """Return the partnership's queued row, now about this submission; None if none waits."""
    queued = Assessment.objects.queued().filter(partnership_id=submission.partnership_id)
    if not queued.update(**request_columns(submission, trigger)):
        return None
    return queued.first()


def insert_claimed(submission: Submission, trigger: Trigger) -> Assessment:
    """Insert a row that this process has already claimed."""
    now = timezone.now()
    return Assessment.objects.create(
        **request_columns(submission, trigger),
        **ASSESSMENTS.claimed_columns(now),
        attempt=1,
        known_at=max(now, submission.received_at),
    )
