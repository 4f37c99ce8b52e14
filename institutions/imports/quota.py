"""Limits of what one body may keep waiting: so many imports that are not over, and so many bytes of their files."""

from django.conf import settings
from django.db.models import Sum

from institutions.codes.errors import CodedError
from institutions.imports.troubles.quota import StoredFilesFull, TooManyOpenImports
from institutions.models import GovernmentBody, Import, ImportState

RETRY_SECONDS = 60  # when it is worth asking again: most imports take less


class ImportQuotaError(CodedError):
    """The body has too much waiting already; the message says what to finish or cancel first."""


def room_for(job: Import) -> int:
    """Return how many bytes the file of a new import may have; ImportQuotaError if its body has too many open.

    The body's row is locked to the end of the transaction, so that two uploads do not both take the last room.
    """
    body = GovernmentBody.objects.select_for_update(no_key=True).get(pk=job.body_id)
    others = Import.objects.filter(body=body).exclude(pk=job.pk)
    most = int(settings.OPEN_IMPORTS_OF_BODY)
    if (waiting := others.unfinished().count()) >= most:
        raise ImportQuotaError(TooManyOpenImports(count=waiting, most=most))
    kept = others.unfinished() | others.filter(state=ImportState.SET_ASIDE)
    return int(settings.IMPORT_BYTES_OF_BODY) - (kept.aggregate(bytes=Sum("size"))["bytes"] or 0)


def full_of_files() -> ImportQuotaError:
    """Return the error of a file that no longer fits."""
    return ImportQuotaError(StoredFilesFull(size=int(settings.IMPORT_BYTES_OF_BODY)))
