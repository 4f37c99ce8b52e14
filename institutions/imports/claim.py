"""Imports as a kind of job, and the claim of one.

The lease is renewed with each portion that is stored, in its transaction. A process that comes back late, or whose
import was cancelled, finds that its attempt is no longer the current one, and its portion is rolled back.
"""

from datetime import timedelta
from functools import partial
from typing import Final, TypeAlias

from django.conf import settings

from institutions.imports.failures import error_columns
from institutions.imports.troubles.complete import SetAside
from institutions.jobs import claiming
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import LeaseLimit
from institutions.models import Import, ImportState


def import_error_columns(job: Import | None) -> dict[str, object]:
    """Return the column values with the reason why an import is set aside; for None those without an error."""
    return error_columns(SetAside(id=str(job.pk)) if job else None)


IMPORTS: Final[JobKind[Import]] = JobKind(
    model=Import,
    task="institutions.import",
    queue=lambda queues: queues.imports,
    waiting=ImportState.QUEUED,
    running=ImportState.RUNNING,
    set_aside=ImportState.SET_ASIDE,
    lease=lambda: timedelta(seconds=settings.IMPORT_LEASE_SECONDS),
    limit=LeaseLimit(2, import_error_columns, error_columns),  # one after the other, with nothing stored between them
    order="created_at",
    names_worker=True,
    related=("body",),
)

ImportClaim: TypeAlias = claiming.Claim[Import]
claim_import = partial(claiming.claim_job, IMPORTS)
claim_of = partial(claiming.claim_of, IMPORTS)
give_back = partial(claiming.give_back, IMPORTS)
give_back_all = partial(claiming.give_back_all, IMPORTS)
