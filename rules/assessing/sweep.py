"""The sweeper: what nobody works on is found and told of again, and what kills its worker is set aside."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from institutions.models.sql_lists import among
from rules.assessing.changes import forget_changes
from rules.assessing.claim import give_back
from rules.assessing.dispatch import tell_workers
from rules.events.kinds import AssessmentFailed
from rules.events.publishing import publish
from rules.models import Assessment, Heartbeat, State
from rules.models.assessment import AssessmentQuerySet

logger = logging.getLogger(__name__)

LEASES = 2  # this many expired leases set a case aside
SENT_A_SWEEP = 2_000  # a long queue is told of in portions
SET_ASIDE = (
    "Two attempts ended without a result: the worker died or was killed while it worked on this case. "
    "Look at the worker's log, then try again: manage.py assess --retry {id}"
)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did: rows returned to the queue, rows set aside, rows that the workers were told of again."""

    returned: int
    set_aside: int
    sent: int


def sweep() -> Swept:
    """Look once over all rows. Two sweeps at a time do no harm: each step is a conditional UPDATE."""
    now = timezone.now()
    returned, set_aside = take_back(now)
    sent = send_again(now)
    forget_changes(now)
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": now})
    return Swept(returned, set_aside, sent)


def take_back(now: datetime) -> tuple[int, int]:
    """Return what was given back or whose lease is over; set aside what has lost its second lease."""
    returned = set_aside = 0
    over = Assessment.objects.running().filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))
    for row in over.order_by("started_at", "id"):
        same = Assessment.objects.running().filter(pk=row.pk, attempt=row.attempt, lease_until=row.lease_until)
        if row.lease_until is None:
            same = Assessment.objects.running().filter(pk=row.pk, attempt=row.attempt, lease_until__isnull=True)
            returned += give_back(same)
        elif row.expired_leases + 1 >= LEASES:
            set_aside += put_aside(row, same, now)
        else:
            returned += count_and_return(row)
    return returned, set_aside


def put_aside(row: Assessment, same: AssessmentQuerySet, now: datetime) -> int:
    """Give a row up, and tell who has to know."""
    with transaction.atomic():
        done = same.update(
            state=State.SET_ASIDE,
            expired_leases=LEASES,
            lease_until=None,
            finished_at=now,
            error=SET_ASIDE.format(id=row.pk),
        )
        if done:
            publish(AssessmentFailed(assessment=row))
    logger.error("Assessment %s was set aside after %d expired leases.", row.pk, LEASES)
    return done


def count_and_return(row: Assessment) -> bool:
    """Return a row whose lease is over, unless a queued row of its partnership stands before it: then wait."""
    same = Assessment.objects.running().filter(pk=row.pk, attempt=row.attempt, lease_until=row.lease_until)
    try:
        with transaction.atomic():
            done = same.update(
                state=State.QUEUED,
                expired_leases=row.expired_leases + 1,
                lease_until=None,
                told_at=None,
                worker="",
            )
    except IntegrityError:
        return False
    logger.warning("Assessment %s lost its worker and is queued again.", row.pk)
    return bool(done)


def send_again(now: datetime) -> int:
    """Tell the workers of queued rows of which they were not told, or long ago; stop when the broker is down."""
    long_ago = now - timedelta(seconds=settings.RESEND_SECONDS)
    waiting = Assessment.objects.queued().filter(Q(told_at__isnull=True) | Q(told_at__lte=long_ago))
    keys = list(waiting.order_by("requested_at", "id").values_list("pk", flat=True)[:SENT_A_SWEEP])
    # One UPDATE for many: each is a transaction, and an import that writes at the same time keeps all of them waiting.
    Assessment.objects.queued().filter(pk__in=among(keys)).update(told_at=now)
    for sent, pk in enumerate(keys):
        if not tell_workers(pk, waiting=True):
            Assessment.objects.queued().filter(pk__in=among(keys[sent:]), told_at=now).update(told_at=None)
            return sent
    return len(keys)
