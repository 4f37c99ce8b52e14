"""The request to screen a file of processes, and its stop."""

import hashlib
import zlib
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.audit.record import actor_of, record_event
from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.imports.requesting import shown_name
from institutions.jobs.dispatch import notify_after_commit
from institutions.models import Account, GovernmentBody
from rules.models import ProcessFile, ProcessFileState
from rules.process_files.claim import OPEN, PROCESS_FILES
from rules.process_files.comparing import ask_again_after, comparison_for
from rules.process_files.options import checked_options
from rules.process_files.room import full
from rules.process_files.troubles import (
    NoProcessFile,
    NoRoomError,
    ProcessFileRefusedError,
    ProcessFileTooLarge,
    TooManyProcessFiles,
    TooManyWaitingError,
)

LARGEST_BYTES: Final = 30 * 1024 * 1024
MOST_OPEN: Final = 10  # files of one body


def send_file(
    content: bytes | None,
    *,
    name: str,
    form: str,
    options: Mapping[str, Any],  # Any: as it was sent
    body: GovernmentBody,
    account: Account | None = None,
    request_id: str = "",
) -> ProcessFile:
    """Store a file and queue its screening.

    ProcessFileRefusedError names what is wrong; TooManyWaitingError and NoRoomError are of a body that has sent much.

    `account`: None for a body's key. `content`: no more than one byte above the largest size needs to be given.
    """
    checked = checked_options(form, options, timezone.localdate())
    if (trouble := trouble_with(content)) or content is None:
        raise ProcessFileRefusedError({"file": trouble or NoProcessFile()})
    with transaction.atomic():
        # Locked, so that two uploads do not both take the last place.
        GovernmentBody.objects.select_for_update(no_key=True).get(pk=body.pk)
        if ProcessFile.objects.filter(body=body, state__in=OPEN).count() >= MOST_OPEN:
            raise TooManyWaitingError({"file": TooManyProcessFiles(most=PlainNumber(MOST_OPEN))})
        if no_room := full(body):
            raise NoRoomError({"file": no_room})
        made = ProcessFile.objects.create(
            body=body,
            account=account,
            name=shown_name(name),
            form=form,
            options=checked,
            comparison=comparison_for(body, form, options, checked),
            sha256=hashlib.sha256(content).hexdigest(),
            content=zlib.compress(content),
            told_at=timezone.now(),
        )
        said = {"body": body.code, "form": form, "sha256": made.sha256, "options": checked}
        note(made, "process_file_sent", said, account, request_id)
        notify_after_commit(PROCESS_FILES, made.pk)
    return made


def trouble_with(content: bytes | None) -> Coded | None:
    """Return what is wrong with the bytes of a file."""
    if not content:
        return NoProcessFile()
    if len(content) > LARGEST_BYTES:
        return ProcessFileTooLarge(most=PlainNumber(LARGEST_BYTES // 1024**2))
    return None


def stop_file(file: ProcessFile, *, account: Account | None = None, request_id: str = "") -> bool:
    """Stop the screening of a file; what was stored stays. Return False if it is over already."""
    columns = {"state": ProcessFileState.STOPPED, "lease_until": None, "finished_at": timezone.now(), "content": None}
    with transaction.atomic():
        stopped = bool(ProcessFile.objects.filter(pk=file.pk, state__in=OPEN).update(**columns))
        if stopped:
            note(file, "process_file_stopped", {"sha256": file.sha256}, account, request_id)
    if stopped:
        ask_again_after(file)
    return stopped


def note(
    file: ProcessFile, verb: str, after: dict[str, Any], account: Account | None, request_id: str
) -> None:  # Any: plain data
    """Record an act on a file."""
    actor = actor_of(account, file.body.code or "")
    record_event(actor=actor, verb=verb, what=f"process_file:{file.pk}", after=after, request_id=request_id)
