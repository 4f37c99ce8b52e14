"""The sweeper of imports: what nobody works on is found and told of again, and what kills its worker is set aside."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from institutions.audit.record import SYSTEM
from institutions.imports.dispatch import tell_of_import
from institutions.imports.failures import error_columns
from institutions.imports.requesting import cancel_import
from institutions.imports.troubles.complete import SetAside
from institutions.models import Import, ImportState

logger = logging.getLogger(__name__)

KEPT_UNCONFIRMED: Final = timedelta(days=1)
LEASES: Final = 2  # this many leases that expire one after the other, with nothing stored between them


def sweep_imports() -> None:
    """Look once over all rows. Two sweeps at a time do no harm: each step is a conditional UPDATE."""
    now = timezone.now()
    take_back(now)
    send_again(now)
    forget_unconfirmed(now)


def take_back(now: datetime) -> None:
    """Return what has lost its lease; set aside what lost a second one without getting on."""
    for row in Import.objects.running().filter(lease_until__lte=now).order_by("started_at", "id"):
        same = Import.objects.running().filter(pk=row.pk, attempt=row.attempt, lease_until=row.lease_until)
        if row.expired_leases + 1 < LEASES:
            same.update(
                state=ImportState.QUEUED,
                expired_leases=F("expired_leases") + 1,
                lease_until=None,
                told_at=None,
                worker="",
            )
            logger.warning("Import %s lost its worker and is queued again.", row.pk)
        elif same.update(
            state=ImportState.SET_ASIDE,
            expired_leases=LEASES,
            lease_until=None,
            finished_at=now,
            **error_columns(SetAside(id=str(row.pk))),
        ):
            logger.error("Import %s was set aside after %d expired leases.", row.pk, LEASES)


def send_again(now: datetime) -> None:
    """Tell the workers of queued rows of which they were not told, or long ago; stop when the broker is down."""
    long_ago = now - timedelta(seconds=settings.RESEND_SECONDS)
    waiting = Import.objects.queued().filter(Q(told_at__isnull=True) | Q(told_at__lte=long_ago))
    for pk in list(waiting.order_by("created_at", "id").values_list("pk", flat=True)):
        if not Import.objects.queued().filter(pk=pk).update(told_at=now):
            continue
        if not tell_of_import(pk):
            Import.objects.queued().filter(pk=pk).update(told_at=None)
            return


def forget_unconfirmed(now: datetime) -> None:
    """Cancel what nobody confirmed, so that its file is not kept for ever."""
    for job in Import.objects.filter(state=ImportState.UNCONFIRMED, created_at__lte=now - KEPT_UNCONFIRMED):
        cancel_import(job, actor=SYSTEM)
