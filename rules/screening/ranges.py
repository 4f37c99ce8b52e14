"""Ranges of a screening as a kind of job: made by the process that leads it, and taken by that one and by workers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from institutions.jobs import claiming
from institutions.jobs.dispatch import notify_after_commit
from institutions.jobs.kind import JobKind, rarely
from institutions.jobs.limits import LeaseLimit
from rules.models import RangeState, Screening, ScreeningRange, ScreeningState
from rules.screening.claim import in_english

KEPT: Final = timedelta(days=1)  # ranges of a screening that ended without a result and may be resumed
FAILED: Final = (RangeState.ERROR, RangeState.SET_ASIDE)
SET_ASIDE: Final = "two workers ended in the middle of it; look at their log"


def range_error_columns(row: ScreeningRange | None) -> dict[str, object]:
    """Return the column with the reason for setting a range aside; for None that of one without an error."""
    return {"error": SET_ASIDE if row else ""}


def of_a_led_screening(_now: datetime) -> Q:
    """Return the condition that somebody leads the screening, by a rulebook that workers have: not that of a folder."""
    return Q(screening__state=ScreeningState.RUNNING, screening__trial=False)


RANGES: Final[JobKind[ScreeningRange]] = JobKind(
    model=ScreeningRange,
    task="rules.screen_range",
    queue=lambda queues: queues.imports,
    waiting=RangeState.WAITING,
    running=RangeState.RUNNING,
    set_aside=RangeState.SET_ASIDE,
    lease=lambda: timedelta(seconds=settings.SCREENING_LEASE_SECONDS),
    limit=LeaseLimit(2, range_error_columns, in_english),
    order="number",
    names_worker=True,
    swept_every=rarely,
    related=("screening",),
    due=of_a_led_screening,
)

RangeClaim: TypeAlias = claiming.Claim[ScreeningRange]
claim_range: Callable[[UUID], RangeClaim | None] = partial(claiming.claim_job, RANGES)


class RangeFailedError(Exception):
    """A range got no answer: its worker met an error, or was lost twice."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Consecutive cases: the first and the last, in the words of `ScreeningRange`, and how many there are."""

    first: str
    last: str
    cases: int


def make_ranges(screening: Screening, basis: str, bounds: Iterable[Bounds]) -> None:
    """Make the ranges of a screening and notify workers; those of another basis go, those of the same stay.

    What another process took that led the screening before is to be done again; what failed is tried again.
    """
    ours = ScreeningRange.objects.filter(screening=screening)
    now = timezone.now()
    with transaction.atomic():
        ours.exclude(basis=basis).delete()
        again = ours.filter(Q(state__in=FAILED) | Q(state=RangeState.RUNNING, led=True))
        again.update(**RANGES.waiting_columns(now), **RANGES.limit.fresh(now), led=False)
        if not ours.exists():
            ScreeningRange.objects.bulk_create(
                ScreeningRange(
                    screening=screening,
                    number=number,
                    basis=basis,
                    first=each.first,
                    last=each.last,
                    cases=each.cases,
                    told_at=now,
                )
                for number, each in enumerate(bounds, 1)
            )
        if not screening.trial:
            for pk in ours.filter(state=RangeState.WAITING).order_by("number").values_list("pk", flat=True):
                notify_after_commit(RANGES, pk, asked=False)


def take_next(screening: Screening) -> RangeClaim | None:
    """Take the first range that nobody has, for the process that leads the screening; None if there is none."""
    waiting = RANGES.waiting_rows().filter(screening=screening).order_by("number")
    for pk in waiting.values_list("pk", flat=True):
        columns = {**RANGES.claimed_columns(timezone.now()), "attempt": F("attempt") + 1, "led": True}
        if RANGES.waiting_rows().filter(pk=pk).update(**columns):
            return claiming.claim_of(RANGES, ScreeningRange.objects.select_related("screening").get(pk=pk))
    return None


def unfinished(screening: Screening) -> bool:
    """Return whether a range has no answer yet. RangeFailedError if one will have none."""
    left = ScreeningRange.objects.filter(screening=screening).exclude(state=RangeState.DONE)
    for failed in left.filter(state__in=FAILED).order_by("number")[:1]:
        message = f"Cases {failed.first} to {failed.last} were not screened: {failed.error}"
        raise RangeFailedError(message)
    return left.exists()


def screened_cases(screening: Screening) -> int:
    """Return the number of cases that have an answer."""
    done = ScreeningRange.objects.filter(screening=screening, state=RangeState.DONE)
    return done.aggregate(total=Sum("cases"))["total"] or 0


def forget_ranges(now: datetime) -> None:
    """Remove the ranges of screenings that ended without a result a day ago: one that is resumed begins again."""
    ScreeningRange.objects.filter(screening__finished_at__lt=now - KEPT).delete()
