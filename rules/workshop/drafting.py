"""The acts of rulebook editors on drafts: to begin one, save a file, and close it. Each leaves an event."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of, record_event
from institutions.codes.parameters import PlainNumber
from institutions.drafts.stored_amounts import StoreFullError
from institutions.models import Account
from institutions.values.hashing import hash_text
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import DraftRevision, RulebookDraft, RulebookVersion
from rules.models.rulebook_draft import LONGEST_NAME
from rules.models.stored_drafts import lock_room, take_room
from rules.workshop.files import PATH, files_of_version
from rules.workshop.troubles import (
    DraftClosed,
    DraftNameMissing,
    DraftRefusedError,
    DraftsFullError,
    FileTooLong,
    NameTaken,
    NoSuchFile,
    NothingChanged,
    RulebookDraftChanged,
    TooManyDrafts,
)

LONGEST_FILE: Final = 200_000  # characters; the longest of today's has a tenth


class ChangedMeanwhileError(DraftRefusedError):
    """Somebody else saved the file after it was opened; `theirs` is the text that is stored now, None if removed."""

    def __init__(self, theirs: str | None, number: int) -> None:
        super().__init__(RulebookDraftChanged())
        self.theirs = theirs
        self.number = number


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a draft as it is stored: its text, None without one, and the number of its newest revision, or 0."""

    text: str | None
    number: int


def begin_draft(account: Account, name: str, *, request_id: str = "") -> RulebookDraft:
    """Begin a draft on the rulebook in force.

    DraftRefusedError names what is wrong with its name, or says that the account has as many open ones as it may.
    """
    said = " ".join(name.replace("\0", "").split())
    if not said or len(said) > LONGEST_NAME:
        raise DraftRefusedError(DraftNameMissing(most=PlainNumber(LONGEST_NAME)))
    try:
        with transaction.atomic():
            lock_room(account)  # so that two at once are not both the last
            refuse_too_many(account)
            version = stored_in_force()
            made = RulebookDraft.objects.create(name=said, base_id=version, account=account)
            record(account, "rulebook_draft_begun", made.pk, request_id, {"name": said, "base": version})
    except IntegrityError as taken:
        raise DraftRefusedError(NameTaken(name=said)) from taken
    return made


def refuse_too_many(account: Account) -> None:
    """Refuse a draft with which an account would have more open ones than it may. Its room is locked."""
    most = int(settings.OPEN_DRAFTS_OF_OWNER)
    if RulebookDraft.objects.filter(account=account, closed_at=None).count() >= most:
        raise DraftRefusedError(TooManyDrafts(most=PlainNumber(most)))


def stored_in_force() -> str:
    """Return the version of the rulebook in force, stored so that drafts can rest on it."""
    return store_version(current_rulebook())


def store_version(book: LoadedRulebook) -> str:
    """Store a version unless it is there, and return its name."""
    if not RulebookVersion.objects.filter(pk=book.version).exists():
        RulebookVersion.objects.bulk_create(
            [RulebookVersion(version=book.version, text=book.text)], ignore_conflicts=True
        )
    return book.version


def save_file(
    draft: UUID, path: str, text: str | None, *, seen: int, account: Account, request_id: str = ""
) -> DraftRevision:
    """Save a file of a draft as a new revision; None removes it. `seen` is the number of the revision it was opened as.

    It is saved whether it compiles or not: what is wrong stands beside it. ChangedMeanwhileError has the other text.
    """
    if not PATH.fullmatch(path):
        raise DraftRefusedError(NoSuchFile(path=path[:200]))
    if text is not None and len(text) > LONGEST_FILE:
        raise DraftRefusedError(FileTooLong(most=PlainNumber(LONGEST_FILE)))
    written = None if text is None else with_unix_lines(text)
    with transaction.atomic():
        held = open_for_writing(draft)
        stored = stored_file(held, path)
        if stored.number != seen:
            raise ChangedMeanwhileError(stored.text, stored.number)
        if stored.text == written:
            raise DraftRefusedError(NothingChanged())
        made = add_revision(held, path, written, account)
        record(
            account,
            "rulebook_draft_saved",
            held.pk,
            request_id,
            {"revision": made.number, "path": path, "text_sha256": hash_text(written) if written is not None else None},
        )
    return made


def add_revision(draft: RulebookDraft, path: str, text: str | None, account: Account) -> DraftRevision:
    """Add a revision to a draft that is locked; DraftsFullError if the account has no room for it."""
    try:
        take_room(account, len((text or "").encode()))
    except StoreFullError as full:
        raise DraftsFullError(full.said) from full
    last = draft.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    return DraftRevision.objects.create(
        draft=draft, number=last + 1, path=path, text=text or "", removed=text is None, account=account
    )


def stored_file(draft: RulebookDraft, path: str) -> Stored:
    """Return a file as it is stored now: its newest revision, or that of the base."""
    newest = draft.revisions.filter(path=path).order_by("-number").first()
    if newest is not None:
        return Stored(newest.content, newest.number)
    return Stored(files_of_version(str(draft.base_id)).get(path), 0)


def open_for_writing(draft: UUID) -> RulebookDraft:
    """Return a draft, locked to the end of the transaction. DraftRefusedError if it is closed."""
    held = RulebookDraft.objects.select_for_update(no_key=True).get(pk=draft)
    if held.closed_at is not None:
        raise DraftRefusedError(DraftClosed())
    return held


def close_draft(draft: UUID, *, account: Account, request_id: str = "") -> None:
    """Close a draft for good: its revisions stay and can be read."""
    with transaction.atomic():
        held = open_for_writing(draft)
        with changing(RulebookDraft, held.pk):
            RulebookDraft.objects.filter(pk=held.pk).update(closed_at=timezone.now())
        record(account, "rulebook_draft_closed", held.pk, request_id, {})


def with_unix_lines(text: str) -> str:
    """Return a text as files have it.

    Forms send other ends of lines, may leave out the last one, and may send the character that no database stores.
    """
    lines = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return lines if lines.endswith("\n") or not lines else lines + "\n"


def record(account: Account, verb: str, draft: UUID, request_id: str, after: dict[str, object]) -> None:
    """Record the act."""
    record_event(actor=actor_of(account), verb=verb, what=f"rulebook_draft:{draft}", after=after, request_id=request_id)
