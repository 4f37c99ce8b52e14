"""The sweep of imports, which also cancels previews that nobody confirms."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from institutions.audit.record import SYSTEM
from institutions.imports.claim import IMPORTS
from institutions.imports.requesting import cancel_import
from institutions.jobs.sweeping import sweep_jobs
from institutions.models import Import, ImportState

KEPT_UNCONFIRMED: Final = timedelta(days=1)


def sweep_import_jobs() -> None:
    """Sweep all imports once, and cancel old previews."""
    now = timezone.now()
    sweep_jobs(IMPORTS, now)
    forget_unconfirmed(now)


def forget_unconfirmed(now: datetime) -> None:
    """Cancel imports unconfirmed for a day, so that their files are not kept for ever."""
    for job in Import.objects.filter(state=ImportState.UNCONFIRMED, created_at__lte=now - KEPT_UNCONFIRMED):
        cancel_import(job, actor=SYSTEM)
