"""The request for an assessment: a row in the caller's transaction; after its commit workers are notified."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from institutions.jobs.dispatch import among_many, notify_after_commit
from institutions.models import Submission
from rules.assessing.claim import ASSESSMENTS, is_claimed_here
from rules.assessing.queueing import moment_after_others, queue_rows, unsaved_requests
from rules.facts.gathering.from_register import as_of_of
from rules.models import Assessment, Trigger

WOKEN_ON_COMMIT: Final = 100  # messages that a change may send while its request is answered; the sweep sends more


def request_assessment(submission: Submission, trigger: Trigger) -> Assessment:
    """Insert the row that is the job, or point the partnership's queued row to this submission instead.

    The submission is the present one of its partnership. Inside `claimed_here()` the row belongs to this process from
    the start and nobody is notified; inside `leave_notifying_to_sweep()` the next sweep notifies workers.
    """
    if is_claimed_here():
        return insert_claimed(submission, trigger)
    row = Assessment(**request_columns(submission, trigger, timezone.now()))
    row.told_at = None if among_many.get() else row.requested_at
    with transaction.atomic():
        found = Assessment.objects.get(pk=queue_rows([row])[submission.partnership_id])
    if row.told_at:
        notify_after_commit(ASSESSMENTS, found.pk)
    return found


def request_again(partnerships: Iterable[UUID], trigger: Trigger, *, walked: bool = False) -> int:
    """Request assessments of the present submissions of many partnerships; return the number of new rows.

    See `request_together`.
    """
    return request_together({}, dict.fromkeys(partnerships, trigger), walked=walked)


def request_together(submitted: Mapping[int, Trigger], others: Mapping[UUID, Trigger], *, walked: bool = False) -> int:
    """Request assessments of new submissions, by id, and of what a change touches, by partnership; count the new rows.

    All are queued in the order of their partnerships, so call it once in a transaction, at its end: two writers of the
    same cases then wait for each other and never deadlock. It takes three queries. A partnership with a queued row
    needs no other: that row reads the register when it is claimed. Workers are notified once the change is committed:
    of each new submission, and in the queue of what nobody waits for of a few others; of many, or among many jobs, by
    the next sweep. A walk (`walked`), for which nobody waits, sends one message for as many rows as a worker takes at
    once. Raise RuntimeError outside a transaction.

    Inside `claimed_here()` the rows of new submissions belong to this process, and nobody is notified of them.
    """
    if not submitted and not others:
        return 0
    rows = unsaved_requests(others, submitted)
    asked = [each for each in rows if each.submission_id in submitted]
    if is_claimed_here():
        for each in asked:
            insert_claimed(each.submission, Trigger(each.trigger))
        rows, asked = [each for each in rows if each.submission_id not in submitted], []
    of_itself = [each for each in rows if each.submission_id not in submitted]
    many = among_many.get()
    if not many:
        few = len(of_itself) <= WOKEN_ON_COMMIT
        at_once = of_itself[:: settings.ASSESSMENT_BATCH] if walked else of_itself if few else []
        for each in (*asked, *at_once):
            each.told_at = each.requested_at
    queued = queue_rows(rows)
    for each in asked if not many else ():
        notify_after_commit(ASSESSMENTS, queued[each.partnership_id])
    new = [each for each in of_itself if queued[each.partnership_id] == each.pk]
    for each in new:
        if each.told_at:
            notify_after_commit(ASSESSMENTS, each.pk, asked=False)
    return len(new)


def request_columns(submission: Submission, trigger: Trigger, moment: datetime) -> dict[str, object]:
    """Return the columns of a request at a moment."""
    return {
        "partnership_id": submission.partnership_id,
        "submission": submission,
        "trigger": trigger,
        "requested_at": moment,
        "as_of": as_of_of(submission.document.get("assess_as_of"), moment),
    }


def insert_claimed(submission: Submission, trigger: Trigger) -> Assessment:
    """Insert a row that this process has already claimed."""
    now = timezone.now()
    requested_at = moment_after_others(submission.partnership_id, now)
    return Assessment.objects.create(
        **{**request_columns(submission, trigger, now), "requested_at": requested_at},
        **ASSESSMENTS.claimed_columns(now),
        attempt=1,
        known_at=max(now, submission.received_at),
    )
