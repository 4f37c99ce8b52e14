"""Screenings as a kind of job, of which one runs at a time, and the claim of one."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.jobs import claiming
from institutions.jobs.kind import JobKind, rarely
from institutions.jobs.limits import LeaseLimit
from rules.models import Screening, ScreeningState

SET_ASIDE: Final = (
    "Two workers ended in the middle of this screening. Look at the worker's log, then: manage.py screen --resume {id}"
)


def screening_error_columns(screening: Screening | None) -> dict[str, object]:
    """Return the column with the reason for setting a screening aside; for None that of one without an error."""
    return {"error": SET_ASIDE.format(id=screening.pk) if screening else ""}


def in_english(said: Coded) -> dict[str, object]:
    """Return the column with a reason, which commands and REST show as it is."""
    return {"error": code_words(said, "en")}


def none_runs(_now: datetime) -> Q:
    """Return the condition that no other screening runs, and that workers have the rulebook: not that of a folder."""
    running = Screening.objects.filter(state=ScreeningState.RUNNING).exists()
    return Q(pk__in=[]) if running else Q(trial=False)


SCREENINGS: Final[JobKind[Screening]] = JobKind(
    model=Screening,
    task="rules.screen",
    queue=lambda queues: queues.imports,
    waiting=ScreeningState.QUEUED,
    running=ScreeningState.RUNNING,
    set_aside=ScreeningState.SET_ASIDE,
    lease=lambda: timedelta(seconds=settings.SCREENING_LEASE_SECONDS),
    limit=LeaseLimit(2, screening_error_columns, in_english),
    order="requested_at",
    names_worker=True,
    swept_every=rarely,
    due=none_runs,
)

ScreeningClaim: TypeAlias = claiming.Claim[Screening]
claim_of = partial(claiming.claim_of, SCREENINGS)


def claim_screening(screening: UUID) -> ScreeningClaim | None:
    """Take a waiting screening; None if there is none, or another runs."""
    try:
        return claiming.claim_job(SCREENINGS, screening)
    except IntegrityError:  # another was claimed at the same moment
        return None


def claim_trial(screening: Screening) -> ScreeningClaim | None:
    """Take a screening whose rulebook this process alone has; None while another runs."""
    try:
        with transaction.atomic():
            columns = {**SCREENINGS.claimed_columns(timezone.now()), "attempt": screening.attempt + 1}
            if not SCREENINGS.waiting_rows().filter(pk=screening.pk).update(**columns):
                return None
    except IntegrityError:
        return None
    screening.refresh_from_db()
    return claim_of(screening)
