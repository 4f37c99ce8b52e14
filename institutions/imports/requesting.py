"""Requesting, confirming, cancelling and resuming an import: all that others do to the job."""

import logging
from typing import IO, Final

from django.db import transaction
from django.utils import timezone

from institutions.audit.record import COMMAND, record_event
from institutions.codes.parameters import outside_value
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.near_words import nearest_word
from institutions.imports.all_formats import FORMATS
from institutions.imports.claim import IMPORTS
from institutions.imports.files import forget_file, keep_file
from institutions.imports.options import Options
from institutions.imports.troubles.file import UnknownFormat
from institutions.jobs.dispatch import notify_after_commit, notify_or_leave
from institutions.models import Account, EditionPreview, GovernmentBody, Import, ImportOutcome, ImportState
from institutions.values.quoting import shown_in_message

logger = logging.getLogger(__name__)

LONGEST_NAME: Final = 200


def request_import(
    file: IO[bytes],
    *,
    file_name: str,
    format_name: str,
    body: GovernmentBody,
    options: Options | None = None,
    account: Account | None = None,
    dry_run: bool = False,
    here: bool = False,
    unconfirmed: bool = False,
    actor: str = COMMAND,
    request_id: str = "",
) -> Import:
    """Store a file and insert the row of its import. DraftInvalid gives the troubles with format or options.

    `here`: the row is inserted already claimed by this process. `unconfirmed`: a person sees a preview first. No worker
    is notified of either.
    """
    if format_name not in FORMATS:
        unknown = UnknownFormat(value=outside_value(format_name), near=nearest_word(format_name, FORMATS))
        raise DraftInvalid([FieldError("/format", unknown)])
    FORMATS[format_name].check(options or {}, body.code or "")
    now = timezone.now()
    with transaction.atomic():
        job = Import.objects.create(
            body=body,
            account=account,
            format=format_name,
            file_name=shown_name(file_name),
            sha256="",
            size=0,
            options=dict(options or {}),
            dry_run=dry_run,
            **({**IMPORTS.claimed_columns(now), "attempt": 1} if here else {"told_at": now}),
            **({"state": ImportState.UNCONFIRMED} if unconfirmed else {}),
        )
        keep_file(job, file)
        note_import_act(job, "import_previewed" if unconfirmed else "import_requested", actor, request_id)
        if not here and not unconfirmed:
            notify_after_commit(IMPORTS, job.pk)
    return job


def shown_name(file_name: str) -> str:
    """Return a file's name without folders and unprintable characters, cut to the stored length."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(shown_in_message(c) for c in name)[:LONGEST_NAME] or "file"


@transaction.atomic
def confirm_import(job: Import, *, actor: str = COMMAND, request_id: str = "") -> bool:
    """Queue an import whose preview somebody has seen. Return False if it was confirmed or cancelled before."""
    waiting = Import.objects.filter(pk=job.pk, state=ImportState.UNCONFIRMED)
    confirmed = waiting.update(state=ImportState.QUEUED, told_at=timezone.now())
    if confirmed:
        ImportOutcome.objects.filter(job=job).delete()  # those of the preview
        note_import_act(job, "import_requested", actor, request_id)
        notify_after_commit(IMPORTS, job.pk)
    return bool(confirmed)


@transaction.atomic
def cancel_import(job: Import, *, actor: str = COMMAND, request_id: str = "") -> bool:
    """Stop an import: stored records stay, and a preview is removed. Return False if it had already ended."""
    now = timezone.now()
    stopped = (
        Import.objects.unfinished()
        .filter(pk=job.pk)
        .update(state=ImportState.CANCELLED, finished_at=now, lease_until=None)
    )
    if stopped:
        forget_file(job)
        ImportOutcome.objects.filter(job=job).exclude(read=[]).update(read=[])  # readings are shown only in the preview
        EditionPreview.objects.filter(job=job).delete()
        note_import_act(job, "import_cancelled", actor, request_id)
    return bool(stopped)


def note_import_act(job: Import, verb: str, actor: str, request_id: str) -> None:
    """Record an event that identifies the file by its hash."""
    said = {"body": job.body.code, "format": job.format, "sha256": job.sha256, "dry_run": job.dry_run}
    record_event(actor=actor, verb=verb, what=f"import:{job.pk}", after=said, request_id=request_id)


def request_resume(job: Import, *, here: bool = False) -> bool:
    """Queue again an import that lost its worker, was set aside or waits; it continues from its place.

    `here`: no worker is notified, since this process takes it. Return False if there is nothing to continue.
    """
    waiting = Import.objects.filter(pk=job.pk, state__in=(ImportState.QUEUED, ImportState.SET_ASIDE))
    now = timezone.now()
    lost = Import.objects.running().filter(pk=job.pk, lease_until__lte=now)
    columns = {**IMPORTS.waiting_columns(None if here else now), **IMPORTS.limit.fresh(now)}
    queued = (waiting | lost).update(**columns)
    if queued and not here:
        notify_or_leave(IMPORTS, job.pk)
    return bool(queued)
