"""Taking an import and giving it back: one conditional UPDATE each, whose row count decides.

A claim commits the attempt's number and a lease before any work; the lease is renewed with each portion that is
stored, in its transaction. A process that comes back late, or whose import was cancelled, finds that its attempt is
no longer the one that counts, and its portion is rolled back.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from institutions.jobs.worker_name import this_process
from institutions.models import Import, ImportState
from institutions.models.imported import ImportQuerySet

logger = logging.getLogger(__name__)


class ClaimLostError(Exception):
    """Another process has the import, or it was cancelled: stop at once."""


@dataclass(frozen=True, slots=True)
class ImportClaim:
    """The right to go on with one attempt at one import."""

    job: Import
    attempt: int

    def rows(self) -> ImportQuerySet:
        """The row, as long as this attempt is the one that counts."""
        return Import.objects.running().filter(pk=self.job.pk, attempt=self.attempt)

    def update(self, **columns: object) -> None:
        """Change the row and renew the lease; ClaimLostError where it is no longer ours."""
        if not self.rows().update(lease_until=lease_end(), **columns):
            raise ClaimLostError


def lease_end() -> datetime:
    """The moment until which nobody else takes a row that is claimed or renewed now."""
    return timezone.now() + timedelta(seconds=settings.IMPORT_LEASE_SECONDS)


def claimed_columns() -> dict[str, object]:
    """The columns of a row that is inserted already claimed by this process."""
    return {
        "state": ImportState.RUNNING,
        "attempt": 1,
        "worker": this_process(),
        "started_at": timezone.now(),
        "lease_until": lease_end(),
    }


def claim_import(job: UUID) -> ImportClaim | None:
    """Take a queued import; None if there is none, or somebody else was faster."""
    with transaction.atomic(durable=True):
        taken = (
            Import.objects.queued()
            .filter(pk=job)
            .update(
                state=ImportState.RUNNING,
                attempt=F("attempt") + 1,
                worker=this_process(),
                started_at=timezone.now(),
                lease_until=lease_end(),
            )
        )
        if not taken:
            return None
        return claim_of(Import.objects.select_related("body").get(pk=job))


def claim_of(job: Import) -> ImportClaim:
    """The claim of a row that this process has taken."""
    return ImportClaim(job, job.attempt)


def give_back(rows: ImportQuerySet) -> bool:
    """Return a running row to the queue, uncounted; it goes on from its place."""
    return bool(rows.update(state=ImportState.QUEUED, lease_until=None, told_at=None, worker=""))


def give_back_all() -> int:
    """Return every import that this worker still holds: it was told to stop. Gives the number of rows."""
    held = Import.objects.running().filter(worker=this_process())
    given = [pk for pk in held.values_list("pk", flat=True) if give_back(held.filter(pk=pk))]
    for pk in given:
        logger.warning("Import %s was given back: the worker stops.", pk)
    return len(given)
