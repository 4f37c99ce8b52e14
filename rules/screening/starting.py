"""The start of screenings by themselves: for a version of the rulebook that has no results yet, and once a night."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from institutions.jobs.sweeping import SweptJobs, sweep_jobs
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import AdoptionState, Assessment, RulebookAdoption, Screening, ScreeningCause, State
from rules.screening.claim import SCREENINGS
from rules.screening.ranges import RANGES, forget_ranges
from rules.screening.requesting import request_screening

HOURS: Final = 4  # after which a night without a beat is over


def start_due_screenings(now: datetime | None = None) -> SweptJobs:
    """Request the screenings that are due, then sweep their rows and those of their ranges."""
    at = now or timezone.now()
    start_for_version()
    start_for_night(at)
    forget_ranges(at)
    sweep_jobs(RANGES, at)
    return sweep_jobs(SCREENINGS, at)


def start_for_version() -> Screening | None:
    """Request a screening of the version in force, if another gave results and none was ever requested for this one.

    Of several processes one does. For an adopted version that begins, the adoption does.
    """
    version = current_rulebook().version
    if RulebookAdoption.objects.filter(state=AdoptionState.APPROVED, begun_at=None, in_force_at__lte=Now()).exists():
        return None  # the sweep of adoptions asks for it
    if Screening.objects.filter(rulebook=version, trial=False).exists():
        return None
    if not Assessment.objects.filter(state=State.DONE).exclude(rulebook=version).exists():
        return None
    try:
        with transaction.atomic():
            return request_screening(version, cause=ScreeningCause.NEW_VERSION)
    except IntegrityError:
        return None


def start_for_night(now: datetime) -> Screening | None:
    """Request the screening of this night, in the hours after the set one, if there is none yet and any result."""
    local, first = timezone.localtime(now), settings.SCREENING_HOUR
    if first < 0 or not first <= local.hour < first + HOURS:
        return None
    if not Assessment.objects.filter(state=State.DONE).exists():
        return None
    if Screening.objects.filter(night=local.date()).exists():
        return None
    try:
        with transaction.atomic():
            return request_screening(current_rulebook().version, cause=ScreeningCause.NIGHT, night=local.date())
    except IntegrityError:
        return None
