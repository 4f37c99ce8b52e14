"""The sweep of one kind of job. Two sweeps at a time do no harm: each step is a conditional UPDATE."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from institutions.jobs.claiming import give_back, put_back
from institutions.jobs.dispatch import notify_workers
from institutions.jobs.kind import JobKind, Row

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SweptJobs:
    """The counts of one sweep: rows returned to the queue, set aside, and sent to the workers again."""

    returned: int
    set_aside: int
    sent: int


def sweep_jobs(kind: JobKind[Row], now: datetime) -> SweptJobs:
    """Take back the rows that lost their worker, then notify workers again."""
    returned, set_aside = take_back(kind, now)
    return SweptJobs(returned, set_aside, notify_again(kind, now))


def take_back(kind: JobKind[Row], now: datetime) -> tuple[int, int]:
    """Return rows without a valid lease to the queue, or set them aside at their limit; return both counts."""
    returned = set_aside = 0
    over = kind.running_rows().filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))
    for row in over.order_by(kind.order, "pk"):
        held: Any = row  # Any: the columns of its kind
        same = kind.running_rows().filter(pk=row.pk, attempt=held.attempt, lease_until=held.lease_until)
        if held.lease_until is None:
            returned += give_back(kind, same)
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
                kind.on_set_aside(row)
                logger.error("%s %s was set aside: its workers were lost too often.", kind.model.__name__, row.pk)
        set_aside += done
    return returned, set_aside


def notify_again(kind: JobKind[Row], now: datetime) -> int:
    """Notify workers of due rows never sent or sent long ago, and return their number; stop if the broker is down."""
    long_ago = now - timedelta(seconds=settings.RESEND_SECONDS)
    due = kind.due_rows(now).filter(Q(told_at__isnull=True) | Q(told_at__lte=long_ago))
    keys = list(due.order_by(kind.order, "pk").values_list("pk", flat=True)[: kind.notified_a_sweep])
    # One UPDATE for many: each is a transaction, and an import that writes at the same time keeps all of them waiting.
    kind.waiting_rows().filter(pk__in=keys).update(told_at=now)
    for sent, pk in enumerate(keys):
        if not notify_workers(kind, pk, asked=False):
            kind.waiting_rows().filter(pk__in=keys[sent:], told_at=now).update(told_at=None)
            return sent
    return len(keys)
