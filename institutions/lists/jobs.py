"""Editions as jobs: a file is previewed, shown, and accepted once confirmed, if its effects are still the same.

The row is an `Import` of the list's format. While `dry_run` is set a worker only previews; then it waits with its
preview to be confirmed; confirmed, a worker takes it in one transaction, which ends the import too. So a worker that
dies leaves nothing half done, and a second one does no harm.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any, Final, cast

from django.db import transaction
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of
from institutions.codes.parameters import outside_value
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.events.signals import edition_compared
from institutions.imports.claim import IMPORTS, ImportClaim
from institutions.imports.files import FileTooLargeError, forget_file, keep_file
from institutions.imports.requesting import note_import_act, shown_name
from institutions.imports.whole_files import import_as_one
from institutions.jobs.claiming import ClaimLostError
from institutions.jobs.dispatch import notify_after_commit
from institutions.lists.declared_lists import OF_FORMAT, DeclaredList, ListContent
from institutions.lists.edition_head import EditionHead, head_of
from institutions.lists.file import ListFile, read_list_file
from institutions.lists.kept_lists import keeper_of
from institutions.lists.preview import MadePreview, keep_preview, made_preview, stored_preview
from institutions.lists.previewing import beside_the_register
from institutions.lists.refreshing import GivenFile, RefreshedList, refresh_list
from institutions.lists.troubles.file import ListFileTooLarge
from institutions.lists.troubles.head import ActsForOther, NoKeeper, OfThresholds, UnknownKeeper
from institutions.models import Account, EditionPreview, GovernmentBody, Import, ImportState

MAX_BYTES: Final = 64 * 1024 * 1024
Json = dict[str, Any]  # Any: plain data


class NoLongerTrueError(Exception):
    """The edition would now have other effects than those shown."""


def request_edition(
    file: IO[bytes],
    *,
    file_name: str,
    given: Mapping[str, str],
    body: str,
    account: Account,
    allow_shrink: bool = False,
    request_id: str = "",
) -> Import:
    """Store the file of an edition and queue its preview.

    `given` is data that the file does not have in its head, `body` the code of the body that keeps the list, where
    nobody keeps it yet. DraftInvalid, FileUnreadableError and FileTooLargeError say what is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as copy:
            copyfileobj(file, copy)
        if path.stat().st_size > MAX_BYTES:
            raise FileTooLargeError(ListFileTooLarge(number=MAX_BYTES))
        head = head_of(read_list_file(path).said, given)
    if head.declared.content is ListContent.THRESHOLDS:
        raise DraftInvalid([FieldError("list", OfThresholds())])
    keeper = keeping_body(head, body, account)
    file.seek(0)
    with transaction.atomic():
        job = Import.objects.create(
            body=keeper,
            account=account,
            format=head.declared.format,
            file_name=shown_name(file_name),
            sha256="",
            size=0,
            options={**head.as_options, "allow_shrink": allow_shrink},
            dry_run=True,
            told_at=timezone.now(),
        )
        keep_file(job, file)
        note_import_act(job, "edition_uploaded", actor_of(account), request_id)
        notify_after_commit(IMPORTS, job.pk)
    return job


def keeping_body(head: EditionHead, code: str, account: Account) -> GovernmentBody:
    """Return the body that accepts an edition: the account's, else the given one, else the list's keeper.

    DraftInvalid if the account acts for another body, the code is unknown, or nobody keeps the list.
    """
    if account.body is not None:
        if code not in ("", account.body.code):
            raise DraftInvalid([FieldError("body", ActsForOther(body=str(account.body.code)))])
        return account.body
    if not code:
        kept = keeper_of(head)
        if kept is None:
            raise DraftInvalid([FieldError("body", NoKeeper())])
        return kept
    found = GovernmentBody.objects.filter(code=code).first() if "\0" not in code else None
    if found is None:
        raise DraftInvalid([FieldError("body", UnknownKeeper(value=outside_value(code)))])
    return found


@transaction.atomic
def confirm_edition(job: Import, *, fingerprint: str, account: Account, request_id: str = "") -> bool:
    """Queue an edition to be accepted as shown. Return False if it no longer waits, or another preview is shown."""
    preview = EditionPreview.objects.filter(job=job, fingerprint=fingerprint).first()
    if preview is None or not preview.may_be_taken:
        return False
    waiting = Import.objects.filter(pk=job.pk, state=ImportState.UNCONFIRMED, preview__fingerprint=fingerprint)
    now = timezone.now()
    with changing(Import, job.pk):
        if not waiting.update(state=ImportState.QUEUED, dry_run=False, account=account, told_at=now):
            return False
    job.dry_run = False
    note_import_act(job, "edition_confirmed", actor_of(account), request_id)
    notify_after_commit(IMPORTS, job.pk)
    return True


def bring_edition(claim: ImportClaim, path: Path) -> None:
    """Do the next step of a claimed edition: preview it, or take it."""
    file = read_list_file(path)
    if claim.job.dry_run:
        preview_edition(claim, file)
    else:
        take_edition(claim, file)


@dataclass(slots=True)
class EditionEffect:
    """The effects of an edition and the partnerships it touches; both as the transaction sees them."""

    job: Import
    touched: list[Json] = field(default_factory=list)
    possible: list[Json] = field(default_factory=list)
    fingerprint: str = ""

    def compared(self, found: RefreshedList) -> None:
        """Find the partnerships that the edition touches."""
        answers = cast(
            "list[tuple[object, dict[str, list[Json]]]]", edition_compared.send(sender=RefreshedList, found=found)
        )
        for _, answer in answers:
            self.touched += answer["touched"]
            self.possible += answer["possible"]
        self.fingerprint = self.made(found).fingerprint(self.job.options)

    def made(self, found: RefreshedList) -> MadePreview:
        """Make the preview of these effects."""
        return made_preview(self.job, found, self.touched, self.possible)


def preview_edition(claim: ImportClaim, file: ListFile, *, again: bool = False) -> None:
    """Compare the edition, store its preview, and wait for a person's confirmation."""
    seen = EditionEffect(claim.job)
    with beside_the_register():
        found = compare_edition(claim.job, file, seen)
    with transaction.atomic():
        keep_preview(seen.made(found), seen.fingerprint, again=again)
        waits = {"state": ImportState.UNCONFIRMED, "dry_run": True, "lease_until": None, "expired_leases": 0}
        if not claim.rows().update(total=len(found.entries), **waits):
            raise ClaimLostError


def take_edition(claim: ImportClaim, file: ListFile) -> None:
    """Take an edition whose effects are still those shown; else show the present ones for another confirmation.

    Those shown are what the rows of the preview say: nothing else covers these rows, which anybody with SQL may change.
    """
    shown = stored_preview(claim.job).fingerprint(claim.job.options)
    seen = EditionEffect(claim.job)

    def compared(found: RefreshedList) -> None:
        seen.compared(found)
        if seen.fingerprint != shown:
            raise NoLongerTrueError

    def kept() -> None:
        done = {"state": ImportState.DONE, "finished_at": timezone.now(), "lease_until": None}
        if not claim.rows().update(**done):
            raise ClaimLostError
        forget_file(claim.job)
        EditionPreview.objects.filter(job=claim.job).delete()

    try:
        found = compare_edition(claim.job, file, seen, take=True, compared=compared, kept=kept)
    except NoLongerTrueError:
        found = None
    if found is None or found.taken is None:
        preview_edition(claim, file, again=True)


def compare_edition(
    job: Import, file: ListFile, seen: EditionEffect, **more: Any
) -> RefreshedList:  # Any: passed on to `refresh`
    """Return the effects of a job's edition."""
    return refresh_list(
        file,
        EditionHead.from_options(job.options),
        given=GivenFile(name=job.file_name, sha256=job.sha256, size=job.size),
        body=job.body,
        allow_shrink=bool(job.options.get("allow_shrink")),
        account=job.account,
        actor=actor_of(job.account),
        job=job,
        **{"compared": seen.compared, **more},
    )


def held_by_register(declared: DeclaredList) -> bool:
    """Return whether the register keeps the list; thresholds are kept in files."""
    return declared.content is not ListContent.THRESHOLDS


import_as_one(bring_edition, [name for name, declared in OF_FORMAT.items() if held_by_register(declared)])
