"""The sweep of one kind of job. Two sweeps at a time do no harm: each step is a conditional UPDATE.

A lease tells of a lost worker only while somebody sweeps. One that lapsed since the last sweep, long ago, may have
lapsed because the database was away, because nothing ran, or because the clock was set: it costs the job nothing.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from institutions.codes.parameters import PlainNumber
from institutions.jobs.claiming import give_back, put_back
from institutions.jobs.dispatch import notify_workers
from institutions.jobs.kind import JobKind, Row
from institutions.jobs.limits import TryLimit
from institutions.jobs.returning import MOST_RETURNS, count_return, returner, set_aside_after_outages
from institutions.jobs.troubles import Unswept
from institutions.models import JobReturn, JobSweep

logger = logging.getLogger(__name__)

MISSED_SWEEPS = 3  # so many times as long as usual without a sweep, and what lapsed meanwhile says nothing
LEAST_GAP = timedelta(seconds=30)
SET_BACK = timedelta(seconds=30)  # a sweep so far in the future was made before the clock was set back


@dataclass(frozen=True, slots=True)
class SweptJobs:
    """The counts of one sweep: rows returned to the queue, set aside, and sent to the workers again."""

    returned: int
    set_aside: int
    sent: int


def sweep_jobs(kind: JobKind[Row], now: datetime, sent_before: datetime | None = None) -> SweptJobs:
    """Take back the rows that lost their worker, then notify workers again; see `notify_again`."""
    last = last_sweep(kind)
    if back := set_back_since(last, now):
        follow_clock(kind, now, back)
    returned, set_aside = take_back(kind, now, unswept_since(kind, last, now))
    JobSweep.objects.update_or_create(task=kind.task, defaults={"at": now})
    forget_returns(kind)
    return SweptJobs(returned, set_aside, notify_again(kind, now, sent_before))


def last_sweep(kind: JobKind[Row]) -> datetime | None:
    """Return the moment of the last sweep; None before the first."""
    return JobSweep.objects.filter(task=kind.task).values_list("at", flat=True).first()


def set_back_since(last: datetime | None, now: datetime) -> timedelta:
    """Return by how much the clock was set back since the last sweep; zero if it was not."""
    return last - now if last is not None and last - now > SET_BACK else timedelta(0)


def unswept_since(kind: JobKind[Row], last: datetime | None, now: datetime) -> datetime | None:
    """Return the moment of the last sweep if the next was due long ago, or an outage came since; else None.

    Workers that are busy sweep late too, by the time of a task, which ends before a lease does: a shorter gap says
    nothing, or a case that kills its workers would never be set aside on a busy machine. Before the first sweep of all
    it is the moment at which this process met an outage, if it did.
    """
    if last is None:
        return returner.met_at
    usual = timedelta(seconds=MISSED_SWEEPS * kind.swept_every())
    missed = now - last > max(usual, LEAST_GAP, kind.lease())
    return last if missed or returner.has_met_one_since(last) else None


def follow_clock(kind: JobKind[Row], now: datetime, back: timedelta) -> None:
    """Bring leases, notes and next tries back from the future, where a clock put them that was set back since."""
    kind.running_rows().filter(lease_until__gt=now + kind.lease()).update(lease_until=now + kind.lease())
    kind.waiting_rows().filter(told_at__gt=now).update(told_at=None)
    if isinstance(kind.limit, TryLimit):
        bring_back(kind.waiting_rows(), "next_at", now, back)
    kind.on_set_back(now, back)
    logger.warning("The clock was set back since the last sweep of %s.", kind.task)


def bring_back(rows: QuerySet[Any], column: str, now: datetime, back: timedelta) -> None:  # Any: rows of any sort
    """Bring moments back by as much as the clock was: what has waited its time is due now, the rest keeps its wait."""
    rows.filter(**{f"{column}__gt": now, f"{column}__lte": now + back}).update(**{column: now})
    rows.filter(**{f"{column}__gt": now + back}).update(**{column: F(column) - back})


def forget_returns(kind: JobKind[Row]) -> None:
    """Forget the counts of jobs that have ended."""
    counted = dict(JobReturn.objects.filter(task=kind.task).values_list("job", "pk"))
    if counted:
        open_rows = kind.rows().filter(pk__in=counted, state__in=(kind.waiting, kind.running))
        over = set(counted) - {str(pk) for pk in open_rows.values_list("pk", flat=True)}
        JobReturn.objects.filter(pk__in=[counted[each] for each in over]).delete()


def take_back(kind: JobKind[Row], now: datetime, unswept: datetime | None = None) -> tuple[int, int]:
    """Return rows without a valid lease to the queue, or set them aside at their limit; return both counts.

    A lease that lapsed after `unswept`, the last of the sweeps before a gap, is not counted.
    """
    returned = set_aside = 0
    over = kind.running_rows().filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))
    for row in over.order_by(kind.order, "pk"):
        held: Any = row  # Any: the columns of its kind
        same = kind.running_rows().filter(pk=row.pk, attempt=held.attempt, lease_until=held.lease_until)
        if held.lease_until is None:
            returned += give_back(kind, same)
            continue
        if unswept is not None and held.lease_until > unswept:
            times = count_return(kind, row.pk, now)
            if times < MOST_RETURNS:
                returned += give_back(kind, same)
                logger.warning("%s %s lapsed while nobody swept; this is not counted.", kind.model.__name__, row.pk)
            else:
                set_aside += set_aside_after_outages(kind, same, Unswept(times=PlainNumber(times)), now)
            continue
        at_limit, columns = kind.limit.after_lost_lease(row, now)
        if not at_limit:
            if put_back(kind, same, **columns):
                logger.warning("%s %s lost its worker and waits again.", kind.model.__name__, row.pk)
                returned += 1
            continue
        with transaction.atomic():
            done = same.update(state=kind.set_aside, lease_until=None, told_at=None, **columns)
            if done:
                kind.on_set_aside(row, None)
                logger.error("%s %s was set aside: its workers were lost too often.", kind.model.__name__, row.pk)
        set_aside += done
    return returned, set_aside


def notify_again(kind: JobKind[Row], now: datetime, sent_before: datetime | None = None) -> int:
    """Notify workers of due rows never sent or sent long ago, and return their number; stop if the broker is down.

    `sent_before`: the broker was lost at that moment, and may have lost the messages that were sent before it.
    """
    long_ago = now - timedelta(seconds=settings.RESEND_SECONDS)
    if sent_before is not None:
        long_ago = max(long_ago, min(sent_before, now))
    due = kind.due_rows(now).filter(Q(told_at__isnull=True) | Q(told_at__lte=long_ago))
    keys = list(due.order_by(kind.order, "pk").values_list("pk", flat=True)[: kind.notified_a_sweep])
    # One UPDATE for many: each is a transaction, and an import that writes at the same time keeps all of them waiting.
    kind.waiting_rows().filter(pk__in=keys).update(told_at=now)
    for sent, pk in enumerate(keys):
        if not notify_workers(kind, pk, asked=False):
            kind.waiting_rows().filter(pk__in=keys[sent:], told_at=now).update(told_at=None)
            return sent
    return len(keys)
