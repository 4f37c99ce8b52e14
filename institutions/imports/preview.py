"""The first records of a file as they would be brought in: everything is done and rolled back, but for the outcomes."""

from itertools import islice
from typing import Final

from django.db import transaction
from django.utils import timezone

from institutions.drafts.documents import FileUnreadableError
from institutions.imports.every_format import FORMATS
from institutions.imports.files import forget_file, kept_file
from institutions.imports.run import keep_outcomes
from institutions.models import Import, ImportState

SHOWN: Final = 50


def preview_import(job: Import) -> None:
    """Look at the first records of an unconfirmed import; a file that cannot be read fails at once."""
    work = FORMATS[job.format].work(job)
    try:
        with kept_file(job) as path:
            first = list(islice(work.records(path), SHOWN))
    except FileUnreadableError as trouble:
        fail(job, str(trouble).replace(str(path), job.file_name))
        return
    with transaction.atomic():
        with transaction.atomic():
            outcomes = work.chunk(first)
            transaction.set_rollback(True)
        keep_outcomes(job, outcomes, 0)


@transaction.atomic
def fail(job: Import, error: str) -> None:
    """The import ends before it began."""
    Import.objects.filter(pk=job.pk, state=ImportState.UNCONFIRMED).update(
        state=ImportState.FAILED, error=error, finished_at=timezone.now()
    )
    forget_file(job)
