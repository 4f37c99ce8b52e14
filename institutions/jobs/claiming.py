"""Claims on jobs, and their return: one conditional UPDATE each, whose row count decides.

A claim commits the number of the attempt and a lease before any work starts. A process that dies therefore leaves a
row that shows it, and one that comes back late finds that its attempt has been overtaken.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic
from uuid import UUID

from celery import signals
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from institutions.jobs.kind import JobKind, Row
from institutions.jobs.worker_name import this_process

logger = logging.getLogger(__name__)
jobs_claimed = Signal()  # task, jobs (ids): a worker has taken these together, and nothing is locked any more


class ClaimLostError(Exception):
    """Another process has the job, or it was cancelled: the caller must stop at once."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[Row]):
    """The right to store the result of one attempt at one job."""

    kind: JobKind[Row]
    job: Row
    attempt: int

    def rows(self) -> QuerySet[Row]:
        """Return the row as a queryset, empty once this attempt is no longer the current one."""
        return self.kind.running_rows().filter(pk=self.job.pk, attempt=self.attempt)

    def update(self, **columns: object) -> None:
        """Change the row and renew the lease. Raise ClaimLostError if the row belongs to another process."""
        if not self.rows().update(lease_until=timezone.now() + self.kind.lease(), **columns):
            raise ClaimLostError


_noted: ContextVar[list[Claim[Any]] | None] = ContextVar("claims_of_this_task", default=None)


@contextmanager
def noting_claims() -> Iterator[list[Claim[Any]]]:
    """Yield a list that receives every claim made inside, so that a task knows what it had when it fails."""
    made: list[Claim[Any]] = []
    token = _noted.set(made)
    try:
        yield made
    finally:
        _noted.reset(token)


def claim_job(kind: JobKind[Row], job: UUID | int) -> Claim[Row] | None:
    """Take a waiting job. Return None if there is none, it is not due, or another worker was faster."""
    taken = claim_jobs(kind, job, others=0)
    return taken[0] if taken else None


def claim_jobs(kind: JobKind[Row], job: UUID | int, *, others: int, among: Q | None = None) -> list[Claim[Row]]:
    """Take a waiting job and, where that succeeded, up to so many others, those that have waited longest first.

    `among`: a condition on the others, where not every job may come along.

    They are rows that no process has taken before: what was given back, or lost its worker, is taken alone, so that a
    job that kills its worker twice brings no other down with it.
    """
    now = timezone.now()
    with transaction.atomic(durable=True):
        waiting = kind.waiting_rows().filter(pk=job)
        if kind.due:
            # Queried first: an UPDATE with columns of other tables would find its row in a subquery, which two may
            # pass. The number of the attempt keeps the two together.
            waiting = waiting.filter(
                attempt__in=list(kind.due_rows(now).filter(pk=job).values_list("attempt", flat=True))
            )
        if not waiting.update(attempt=F("attempt") + 1, **kind.claimed_columns(now)):
            return []
        first_time = others and kind.rows().filter(pk=job, attempt=1).exists()
        keys = [job, *(take_others(kind, others, now, among) if first_time else ())]
        found = kind.rows().select_related(*kind.related).filter(pk__in=keys)
        places = {str(key): place for place, key in enumerate(keys)}
        rows = sorted(found, key=lambda row: places[str(row.pk)])
        kind.on_claim(rows)
    claims = [claim_of(kind, row) for row in rows]
    jobs_claimed.send(sender=kind.model, task=kind.task, jobs=keys)
    if (noted := _noted.get()) is not None:
        noted += claims
    return claims


def take_others(kind: JobKind[Row], limit: int, now: datetime, among: Q | None = None) -> Sequence[UUID | int]:
    """Take waiting rows that no process has taken before; return their ids. It waits for no other transaction."""
    new = kind.due_rows(now).filter(among or Q(), attempt=0).order_by(kind.order, "pk")
    if connection.features.has_select_for_update_skip_locked:
        new = new.select_for_update(skip_locked=True, no_key=True)
    keys = list(new.values_list("pk", flat=True)[:limit])
    kind.waiting_rows().filter(pk__in=keys).update(attempt=1, **kind.claimed_columns(now))
    return keys


def claim_of(kind: JobKind[Row], row: Row) -> Claim[Row]:
    """Return the claim of a row that this process has claimed."""
    held: Any = row  # Any: the columns of its kind
    return Claim(kind, row, held.attempt)


def put_back(kind: JobKind[Row], rows: QuerySet[Row], **columns: object) -> bool:
    """Return a row to the queue. Return False if it no longer exists, or another queued row must be claimed first."""
    try:
        with transaction.atomic():
            return bool(rows.update(**kind.waiting_columns(), **columns))
    except IntegrityError:
        return False


def give_back(kind: JobKind[Row], rows: QuerySet[Row]) -> bool:
    """Return one running row to the queue, without counting the attempt against its limit.

    If another queued row must be claimed first, it keeps running without a lease, and a later sweep returns it. Return
    whether it waits again.
    """
    if put_back(kind, rows):
        return True
    rows.update(lease_until=None)
    return False


def give_back_all(kind: JobKind[Row]) -> int:
    """Give back every row that this worker still holds, and return their number."""
    held = list(kind.running_rows().filter(worker=this_process()).values_list("pk", "attempt"))
    for pk, attempt in held:
        give_back(kind, kind.running_rows().filter(pk=pk, attempt=attempt))
        logger.warning("%s %s was given back: the worker stops.", kind.model.__name__, pk)
    return len(held)


def give_back_on_stop(kind: JobKind[Row]) -> None:
    """Give rows back when the worker stops: those unfinished after the grace period, without counting the attempt."""

    def give_rows_back(**_signal: object) -> None:
        try:
            give_back_all(kind)
        finally:
            connection.close()  # of this thread's own

    def give_rows_back_in_time(**_signal: object) -> None:
        timer = threading.Timer(settings.WORKER_GRACE_SECONDS, give_rows_back)
        timer.daemon = True
        timer.start()

    signals.worker_shutting_down.connect(give_rows_back_in_time, weak=False)
    signals.worker_shutdown.connect(give_rows_back, weak=False)
