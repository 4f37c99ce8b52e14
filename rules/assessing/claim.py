"""Taking an assessment and giving it back: one conditional UPDATE each, whose row count decides.

A claim commits the attempt's number and a lease before any work starts, so a process that dies leaves a row that says
so, and a process that comes back late finds that its attempt is no longer the one that counts.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from institutions.jobs.worker_name import this_process
from rules.models import Assessment, State

logger = logging.getLogger(__name__)

_here: ContextVar[bool] = ContextVar("assessments_are_claimed_here", default=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to store the result of one attempt at one assessment."""

    assessment: Assessment
    attempt: int

    def rows(self) -> QuerySet[Assessment]:
        """The row, as long as this attempt is the one that counts."""
        return Assessment.objects.running().filter(pk=self.assessment.pk, attempt=self.attempt)


def lease_end(now: datetime) -> datetime:
    """The moment until which nobody else takes a row that is claimed now."""
    return now + timedelta(seconds=settings.ASSESSMENT_LEASE_SECONDS)


@contextmanager
def claimed_here() -> Iterator[None]:
    """Assessments that are asked for inside are inserted already claimed by this process (`--wait`)."""
    token = _here.set(True)
    try:
        yield
    finally:
        _here.reset(token)


def is_claimed_here() -> bool:
    """Whether a new assessment is for this process and no worker is told of it."""
    return _here.get()


def claim(assessment_id: UUID) -> Claim | None:
    """Take a queued assessment; None if there is none, or somebody else was faster."""
    with transaction.atomic(durable=True):
        taken = (
            Assessment.objects.queued()
            .filter(pk=assessment_id)
            .update(state=State.RUNNING, attempt=F("attempt") + 1, worker=this_process())
        )
        if not taken:
            return None
        assessment = Assessment.objects.select_related("partnership", "submission").get(pk=assessment_id)
        note_start(assessment)
    return Claim(assessment, assessment.attempt)


def note_start(assessment: Assessment) -> None:
    """Write down lease and moments of a row that this transaction has taken.

    The clock is read only now: while the claim waited for the row, its submission may have been stored. And whatever
    the clocks of two machines say, an assessment knows the submission that it is about.
    """
    now = timezone.now()
    assessment.started_at = now
    assessment.lease_until = lease_end(now)
    assessment.known_at = max(now, assessment.submission.received_at)
    assessment.save(update_fields=["started_at", "lease_until", "known_at"])


def claim_of(assessment: Assessment) -> Claim:
    """The claim of a row that was inserted already claimed by this process."""
    return Claim(assessment, assessment.attempt)


def give_back(rows: QuerySet[Assessment]) -> bool:
    """Return one running row to the queue, uncounted.

    Where another queued row of its partnership stands before it, it stays without a lease until that one is taken:
    the sweeper then returns it.
    """
    try:
        with transaction.atomic():
            return bool(rows.update(state=State.QUEUED, lease_until=None, told_at=None, worker=""))
    except IntegrityError:
        rows.update(lease_until=None)
        return False


def give_back_all() -> int:
    """Return every row that this worker still holds: it was told to stop. Gives the number of rows."""
    held = list(Assessment.objects.running().filter(worker=this_process()).values_list("pk", "attempt"))
    for pk, attempt in held:
        give_back(Assessment.objects.running().filter(pk=pk, attempt=attempt))
        logger.warning("Assessment %s was given back: the worker stops.", pk)
    return len(held)
