"""The preview of an import: its first records are imported and rolled back, except their outcomes."""

from itertools import islice
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from institutions.codes.base import Coded
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.kept_errors import kept_errors
from institutions.imports.all_formats import FORMATS
from institutions.imports.completeness import Completeness, completeness_of
from institutions.imports.failures import error_columns, with_file_name
from institutions.imports.file_work import FileWork
from institutions.imports.files import forget_file, kept_file
from institutions.imports.records_read import SHOWN, records_as_read
from institutions.imports.run import keep_outcomes
from institutions.imports.small_shares import FileShares
from institutions.models import Import, ImportedRecord, ImportState

LOOKED_THROUGH: Final = 5 * 1024 * 1024  # the largest complete file, in bytes, whose ending records a preview shows


def preview_import(job: Import) -> None:
    """Preview the first records of an unconfirmed import; a file that cannot be read fails at once."""
    work, path = FORMATS[job.format].work(job), Path(job.file_name)
    try:
        with kept_file(job) as path, completeness_of(job) as complete:
            records = work.records(path)
            first = list(islice(records, SHOWN))
            shares = FileShares()
            for each in first:
                shares.note(each)
            is_whole = len(first) < SHOWN or next(records, None) is None
            missing = missing_in(work, path, complete) if complete and job.size <= LOOKED_THROUGH else []
            with transaction.atomic():
                with transaction.atomic():
                    outcomes = work.chunk(first)
                    ended = complete.end(missing) if complete else []
                    transaction.set_rollback(True)
                read = records_as_read(job, first, [each.outcome for each in outcomes])
                keep_outcomes(job, outcomes + ended, 0, read)
                job.notes = kept_errors(shares.notes(whole=is_whole))
                job.save(update_fields=["notes"])
    except FileUnreadableError as trouble:
        fail_import(job, with_file_name(trouble.said, path, job.file_name))


def missing_in(work: FileWork, path: Path, complete: Completeness) -> list[ImportedRecord]:
    """Return the first records that a complete file no longer has; FileUnreadableError if too many would end."""
    for record in work.records(path):
        complete.note(record)
    return list(islice(complete.missing(), SHOWN)) if complete.count() else []


@transaction.atomic
def fail_import(job: Import, error: Coded) -> None:
    """End an unconfirmed import with an error before it began, and remove its file."""
    Import.objects.filter(pk=job.pk, state=ImportState.UNCONFIRMED).update(
        state=ImportState.FAILED, finished_at=timezone.now(), **error_columns(error)
    )
    forget_file(job)
