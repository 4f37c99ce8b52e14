"""The request for a screening, its stop, and its going on."""

import secrets
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from institutions.jobs.dispatch import notify_after_commit
from rules.models import Screening, ScreeningCause, ScreeningState
from rules.screening.claim import SCREENINGS

OVER = (ScreeningState.STOPPED, ScreeningState.ERROR, ScreeningState.SET_ASIDE)


def request_screening(
    rulebook: str,
    *,
    cause: ScreeningCause = ScreeningCause.ON_DEMAND,
    trial: bool = False,
    as_of: date | None = None,
    night: date | None = None,
    seed: str = "",
    notified: bool = True,
) -> Screening:
    """Insert a screening that waits for its turn, with a new seed if none is given; notify workers of it."""
    with transaction.atomic():
        made = Screening.objects.create(
            rulebook=rulebook,
            cause=cause,
            trial=trial,
            as_of=as_of,
            night=night,
            seed=seed or secrets.token_hex(8),
            one_in=settings.SCREENING_SAMPLE,
            told_at=timezone.now() if notified else None,
        )
        if notified:
            notify_after_commit(SCREENINGS, made.pk)
    return made


def stop_screening(screening: UUID) -> bool:
    """Stop a screening that waits or runs; return whether there was one. Its worker notices at its next step."""
    open_rows = Screening.objects.filter(pk=screening, state__in=(ScreeningState.QUEUED, ScreeningState.RUNNING))
    return bool(open_rows.update(state=ScreeningState.STOPPED, lease_until=None, finished_at=timezone.now()))


def resume_screening(screening: UUID) -> bool:
    """Let a screening that was stopped or failed go on; return whether there was one."""
    now = timezone.now()
    columns = {**SCREENINGS.waiting_columns(now), **SCREENINGS.limit.fresh(now)}
    with transaction.atomic():
        found = bool(Screening.objects.filter(pk=screening, state__in=OVER).update(**columns))
        if found:
            notify_after_commit(SCREENINGS, screening)
    return found
