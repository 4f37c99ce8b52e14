"""Attaching files to a case or to the record of a hearing. Nothing is stored before each was checked and scanned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from institutions.codes.parameters import PlainNumber, outside_value
from institutions.models import Account, Partnership, Role
from institutions.values.hashing import hash_text
from institutions.values.hidden_characters import hidden_character_in
from rules.models import Attachment, AttachmentContent, Audience, FileKind, Hearing, HearingWay, InformationAnswer
from rules.review.casework.act_table import Act
from rules.review.casework.acting import note_case_act, open_for_act
from rules.review.casework.case_view import CaseView
from rules.review.casework.errors import BlockedError, InvalidError
from rules.review.correspondence.errors import FileRefusedError
from rules.review.correspondence.file_kinds import kind_of_content, name_with_ending
from rules.review.correspondence.protected_information import refused_marking
from rules.review.correspondence.scanning import scan_file
from rules.review.correspondence.troubles.files import (
    AttachmentEmpty,
    AttachmentTooLarge,
    AudienceNotOffered,
    FileSeemsProtected,
    FileWithoutName,
    NoFileChosen,
    NoSuchHearing,
    OneOfSeveral,
    TooManyFiles,
    TooManyFilesAtOnce,
)

LONGEST_NAME: Final = 190  # of 200: its ending may be added
# No legal source: our own limit, so that no case fills the database by a mistake of a program.
MOST_FILES: Final = 200
MOST_AT_ONCE: Final = 10


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file whose content was checked and scanned, before it is stored."""

    name: str
    kind: FileKind
    content: bytes
    scanned: bool

    @property
    def sha256(self) -> str:
        """The hash of its content."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of files in a case: who may read them, and the hearing or the answer that they belong to."""

    audience: Audience
    person: UUID | None = None
    hearing: Hearing | None = None
    answer: InformationAnswer | None = None


def check_file(given: object) -> CheckedFile:
    """Check and scan an uploaded file. FileRefusedError says why it cannot be stored.

    It takes as long as the scanner does, so it is called outside any transaction.
    """
    if not isinstance(given, UploadedFile):
        raise FileRefusedError(NoFileChosen())
    size, most = given.size or 0, settings.ATTACHMENT_MOST_BYTES
    if size > most:
        raise FileRefusedError(AttachmentTooLarge(size=PlainNumber(size), most=PlainNumber(most)))
    content = given.read()
    if not content:
        raise FileRefusedError(AttachmentEmpty())
    kind = kind_of_content(content)
    name = name_with_ending(plain_name(given.name or ""), kind)
    if marking := refused_marking(name):
        raise FileRefusedError(FileSeemsProtected(marking=marking))
    return CheckedFile(name, kind, content, scan_file(name, content))


def check_files(given: Sequence[object]) -> list[CheckedFile]:
    """Check and scan several uploaded files, as `check_file` does each; of more than one the refused one is named.

    FileRefusedError also if there are too many.
    """
    if len(given) > MOST_AT_ONCE:
        raise FileRefusedError(TooManyFilesAtOnce(most=PlainNumber(MOST_AT_ONCE)))
    return [check_one_of(given, each) for each in given]


def check_one_of(given: Sequence[object], each: object) -> CheckedFile:
    """Check and scan one of several files. FileRefusedError names it, if it is not alone."""
    try:
        return check_file(each)
    except FileRefusedError as refused:
        if len(given) == 1 or not isinstance(each, UploadedFile):
            raise
        raise FileRefusedError(OneOfSeveral(name=outside_value(each.name), trouble=refused.reason)) from refused


def plain_name(name: str) -> str:
    """Return a file name without folders and characters that nobody sees; FileRefusedError if nothing is left."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    seen = "".join(each for each in last if each.isprintable() and not hidden_character_in(each)).strip(" .")
    if not seen:
        raise FileRefusedError(FileWithoutName())
    ending = PurePosixPath(seen).suffix
    return seen if len(seen) <= LONGEST_NAME else seen[: LONGEST_NAME - len(ending)] + ending[:LONGEST_NAME]


def audiences_offered(account: Account) -> tuple[Audience, ...]:
    """Return the audiences that an author may choose for papers of a case, the usual one first."""
    if account.role == Role.REVIEWER:
        return (Audience.REVIEWERS, Audience.SUBMITTING_BODY)
    return (Audience.SUBMITTING_BODY,)


def attach_files(
    partnership: Partnership, files: Sequence[CheckedFile], *, account: Account, audience: object = None
) -> list[Attachment]:
    """Attach checked files to a case; nobody's decision becomes stale by it, since it changes nothing decided on.

    Without an audience the usual one of the author is meant.
    """
    offered = audiences_offered(account)
    chosen = offered[0] if audience in (None, "") else next((each for each in offered if each == audience), None)
    with transaction.atomic():
        view = open_for_act(partnership, Act.ATTACH, account)
        if chosen is None:
            raise InvalidError({"audience": AudienceNotOffered()})
        return store_files(view, files, Placed(chosen), account=account, moment=timezone.now())


def attach_minutes(
    partnership: Partnership, hearing: object, files: Sequence[CheckedFile], *, account: Account
) -> list[Attachment]:
    """Attach the minutes of a hearing, which reviewers and the person heard may read. An assigned reviewer's act."""
    with transaction.atomic():
        view = open_for_act(partnership, Act.HEAR, account)
        held = Hearing.objects.filter(finding__partnership=partnership, how=HearingWay.OTHERWISE)
        found = held.filter(pk=hearing).select_related("person").first() if isinstance(hearing, int) else None
        if found is None:
            raise InvalidError({"hearing": NoSuchHearing()})
        placed = Placed(Audience.PERSON_CONCERNED, found.person_id, found)
        return store_files(view, files, placed, account=account, moment=timezone.now())


def store_files(
    view: CaseView, files: Sequence[CheckedFile], placed: Placed, *, account: Account, moment: datetime
) -> list[Attachment]:
    """Store files in a locked case, each with its event. InvalidError if there is none, BlockedError if too many."""
    if not files:
        raise FileRefusedError(NoFileChosen())
    if view.case.attachments.count() + len(files) > MOST_FILES:
        raise BlockedError([TooManyFiles(most=PlainNumber(MOST_FILES))])
    return [store_file(view, each, placed, account, moment) for each in files]


def store_file(view: CaseView, file: CheckedFile, placed: Placed, account: Account, moment: datetime) -> Attachment:
    """Store one file with its content and its event, which holds the SHA-256."""
    row = Attachment.objects.create(
        case=view.case,
        hearing=placed.hearing,
        answer=placed.answer,
        audience=placed.audience,
        person_id=placed.person,
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        sha256=file.sha256,
        scanned=file.scanned,
        account=account,
        at=moment,
    )
    AttachmentContent.objects.create(attachment=row, content=file.content)
    note_case_act(
        view.case,
        "file_attached",
        f"attachment:{row.pk}",
        account,
        after={
            "attachment": row.pk,
            "kind": row.kind,
            "size": row.size,
            "sha256": row.sha256,
            "audience": row.audience,
            "scanned": row.scanned,
            "name_sha256": hash_text(row.name),
            **({"hearing": placed.hearing.pk} if placed.hearing else {}),
            **({"answer": placed.answer.pk} if placed.answer else {}),
        },
    )
    return row
