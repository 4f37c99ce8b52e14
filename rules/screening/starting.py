"""The start of screenings by themselves: for a version of the rulebook that has no results yet, and once a night."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.jobs.sweeping import SweptJobs, sweep_jobs
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, Screening, ScreeningCause, State
from rules.screening.claim import SCREENINGS
from rules.screening.requesting import request_screening


def start_due_screenings(now: datetime | None = None) -> SweptJobs:
    """Request the screenings that are due, then sweep their rows."""
    at = now or timezone.now()
    if Assessment.objects.filter(state=State.DONE).exists():
        start_for_version()
        start_for_night(at)
    return sweep_jobs(SCREENINGS, at)


def start_for_version() -> Screening | None:
    """Request a screening of this process's version, if none was ever requested; of several processes one does."""
    version = current_rulebook().version
    if Screening.objects.filter(rulebook=version, trial=False).exists():
        return None
    try:
        with transaction.atomic():
            return request_screening(version, cause=ScreeningCause.NEW_VERSION)
    except IntegrityError:
        return None


def start_for_night(now: datetime) -> Screening | None:
    """Request the screening of this night, from the set hour on, if there is none yet."""
    local = timezone.localtime(now)
    if local.hour < settings.SCREENING_HOUR:
        return None
    if Screening.objects.filter(night=local.date()).exists():
        return None
    try:
        with transaction.atomic():
            return request_screening(current_rulebook().version, cause=ScreeningCause.NIGHT, night=local.date())
    except IntegrityError:
        return None
