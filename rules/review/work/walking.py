"""The way through a work queue, case by case: the worst first, then those that were submitted first.

A case that has left the queue, because somebody acted on it, keeps its place among the others.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from institutions.access.partnerships import rows_for
from institutions.models import Account
from rules.models import CaseSummary
from rules.review.work.queues import Asker, Queue

# No act changes these columns: a case that somebody accepts or decides keeps its place.
ORDER: Final = ("-worst", "submitted_at", "partnership")
BACKWARDS: Final = ("worst", "-submitted_at", "-partnership")


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """The place of a case in a queue: the cases before and after it, None at an end, and how many there are.

    `place` is None where the case is not in the queue any more.
    """

    queue: Queue
    number: int
    place: int | None
    previous: UUID | None
    next: UUID | None


def cases_in(queue: Queue, account: Account) -> QuerySet[CaseSummary]:
    """Return the cases of a queue that an account may see, in the order of the queue."""
    asker = Asker(account, timezone.localdate())
    return rows_for(CaseSummary.objects.all(), account).filter(queue.holds(asker)).order_by(*ORDER)


def place_in(queue: Queue, account: Account, partnership: UUID) -> QueuePlace | None:
    """Return the place of a case in a queue; None if it has no summary that the account may see. Five queries."""
    here = rows_for(CaseSummary.objects.all(), account).filter(pk=partnership).first()
    if here is None:
        return None
    cases = cases_in(queue, account)
    earlier, later = cases.filter(before(here)), cases.filter(after(here))
    return QueuePlace(
        queue=queue,
        number=cases.count(),
        place=earlier.count() + 1 if cases.filter(pk=partnership).exists() else None,
        previous=earlier.order_by(*BACKWARDS).values_list("pk", flat=True).first(),
        next=later.values_list("pk", flat=True).first(),
    )


def before(here: CaseSummary) -> Q:
    """Match the cases that come before one."""
    same = Q(worst=here.worst)
    return (
        Q(worst__gt=here.worst)
        | (same & Q(submitted_at__lt=here.submitted_at))
        | (same & Q(submitted_at=here.submitted_at, partnership__lt=here.pk))
    )


def after(here: CaseSummary) -> Q:
    """Match the cases that come after one."""
    return ~before(here) & ~Q(pk=here.pk)
