"""The acts of planners on drafts of reorganisations: begin, save, copy, withdraw. Each leaves an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone

from institutions.access.keys import KeyHolder
from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of, record_event
from institutions.codes.parameters import PlainNumber
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.kept_errors import kept_errors, storable_data
from institutions.drafts.reorganisation.applying import apply_draft
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.drafts.stored_amounts import StoreFullError
from institutions.models import Account, GovernmentBody
from institutions.parties.organisation.state import OrganisationHistory
from institutions.values.hashing import hash_text, quick_json
from rules.access.reorganisations import OVER, is_owner
from rules.models import ReorganisationDraft, ReorganisationRevision, ReorganisationState
from rules.models.reorganisation_draft import LONGEST_REFERENCE
from rules.models.stored_drafts import lock_room, size_of_document, take_room
from rules.planning.states import state_label
from rules.planning.troubles import (
    DraftChangedMeanwhile,
    DraftOfAnother,
    DraftOver,
    ReferenceTooLong,
    ReorganisationQuotaError,
    ReorganisationReferenceTaken,
    ReorganisationRefusedError,
    TooManyOpenDrafts,
)

Json = dict[str, Any]  # Any: plain data
Owner = Account | KeyHolder
LONGEST_SUFFIX: Final = 999
NEWEST: Final = "newest_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDocument:
    """A document with what the check found: its errors, or the digest of the organisation that it was laid over."""

    document: Json
    base: str
    errors: list[Json]

    @property
    def state(self) -> ReorganisationState:
        """The state of a draft with this document."""
        return ReorganisationState.REFUSED if self.errors else ReorganisationState.CHECKED

    @property
    def sha256(self) -> str:
        """The SHA-256 of the document in its canonical form."""
        return hash_text(quick_json(self.document))


def check_reorganisation(document: Mapping[str, Any]) -> CheckedDocument:
    """Check a document against the register as it is now."""
    kept: Json = storable_data(document)
    try:
        drafted = apply_draft(read_reorganisation(document), OrganisationHistory.read())
    except DraftInvalid as refused:
        return CheckedDocument(document=kept, base="", errors=kept_errors(refused.errors))
    return CheckedDocument(document=kept, base=drafted.before.digest(), errors=[])


def begin_reorganisation(
    owner: Owner, checked: CheckedDocument, *, copied_from: ReorganisationDraft | None = None, request_id: str = ""
) -> tuple[ReorganisationDraft, bool]:
    """Store a draft, and return it with True; with False the owner's draft that has this content under its reference.

    ReorganisationRefusedError if the owner has another draft of the reference, or has no room for it.
    """
    reference = reference_of(checked)
    try:
        with transaction.atomic():
            lock_room(holder_of(owner))  # so that two at once are not both the last
            made = ReorganisationDraft.objects.create(
                reference=reference,
                account=account_of(owner),
                body=owner.body if isinstance(owner, KeyHolder) else None,
                copied_from=copied_from,
                state=checked.state,
            )
            refuse_too_many(owner)
            add_revision(made, 1, checked, owner)
            after: Json = {"reference": reference, "revision": 1, "sha256": checked.sha256, "state": checked.state}
            if copied_from is not None:
                after["copied_from"] = str(copied_from.pk)
            record(owner, "reorganisation_begun", made, request_id, after)
    except IntegrityError as taken:
        same = own_draft(owner, reference)
        if same is None:
            raise
        if newest_revision(same).sha256 == checked.sha256:
            return same, False
        raise ReorganisationRefusedError(ReorganisationReferenceTaken(reference=reference)) from taken
    return made, True


def save_reorganisation(
    draft: UUID, checked: CheckedDocument, *, seen: int | None, owner: Owner, request_id: str = ""
) -> ReorganisationDraft:
    """Save a document as the next revision of a draft; the same content again changes nothing.

    `seen` is the number of the revision that was opened; None where an entity tag was compared. It is saved with its
    errors too. ReorganisationRefusedError if the draft is another's or over, was saved meanwhile, or if the owner has
    another draft of the reference or no room for it.
    """
    reference = reference_of(checked)
    try:
        with transaction.atomic():
            held = open_for_writing(draft, owner)
            if seen is not None and held.revision != seen:
                raise ReorganisationRefusedError(DraftChangedMeanwhile())
            newest = newest_revision(held)
            if newest.sha256 == checked.sha256 and newest.base == checked.base and held.state == checked.state:
                return held
            number = held.revision + 1
            add_revision(held, number, checked, owner)
            update(held, reference=reference, revision=number, state=checked.state)
            after = {"reference": reference, "revision": number, "sha256": checked.sha256, "state": checked.state}
            record(owner, "reorganisation_saved", held, request_id, after)
    except IntegrityError as taken:
        raise ReorganisationRefusedError(ReorganisationReferenceTaken(reference=reference)) from taken
    return held


def copy_reorganisation(draft: ReorganisationDraft, *, owner: Owner, request_id: str = "") -> ReorganisationDraft:
    """Begin a new draft of the owner with the document of a draft that they may read, under a free reference."""
    document = dict(newest_revision(draft).document)
    document.pop("base", None)  # the copy rests on the organisation as it is now
    document["reference"] = free_reference(owner, str(document.get("reference") or draft.reference))
    made, _new = begin_reorganisation(owner, check_reorganisation(document), copied_from=draft, request_id=request_id)
    return made


def free_reference(owner: Owner, reference: str) -> str:
    """Return a reference that no draft of the owner has: that of the original with the next free number."""
    stem = reference[: LONGEST_REFERENCE - 5]
    tried = (reference, *(f"{stem}-{number}" for number in range(2, LONGEST_SUFFIX)))
    return next(each for each in tried if own_draft(owner, each) is None)


def withdraw_draft(draft: UUID, *, owner: Owner, request_id: str = "") -> ReorganisationDraft:
    """End a draft that is not enacted: it stays to be read, and its reference is free again."""
    with transaction.atomic():
        held = open_for_writing(draft, owner)
        update(held, state=ReorganisationState.WITHDRAWN)
        record(owner, "reorganisation_withdrawn", held, request_id, {})
    return held


def newest_revision(draft: ReorganisationDraft) -> ReorganisationRevision:
    """Return the newest revision of a draft: no query where `with_documents` read it."""
    read = getattr(draft, NEWEST, None)
    return read[0] if read else draft.revisions.get(number=draft.revision)


def with_documents(rows: QuerySet[ReorganisationDraft]) -> QuerySet[ReorganisationDraft]:
    """Read the newest revision of each draft with it: one more query."""
    newest = ReorganisationRevision.objects.filter(number=F("draft__revision"))
    return rows.prefetch_related(Prefetch("revisions", newest, to_attr=NEWEST))


def own_draft(owner: Owner, reference: str) -> ReorganisationDraft | None:
    """Return the owner's draft of a reference that is not withdrawn."""
    rows = ReorganisationDraft.objects.exclude(state=ReorganisationState.WITHDRAWN).filter(reference=reference)
    whose = {"body": owner.body} if isinstance(owner, KeyHolder) else {"account": owner}
    return rows.filter(**whose).first()


def reference_of(checked: CheckedDocument) -> str:
    """Return the reference of a document, which its caller has checked to be a text."""
    reference = str(checked.document["reference"]).strip()
    if len(reference) > LONGEST_REFERENCE:
        raise ReorganisationRefusedError(ReferenceTooLong(most=PlainNumber(LONGEST_REFERENCE)))
    return reference


def open_for_writing(draft: UUID, owner: Owner) -> ReorganisationDraft:
    """Return a draft, locked to the end of the transaction; refused where the owner may not change it."""
    held = ReorganisationDraft.objects.select_for_update(no_key=True).get(pk=draft)
    if not is_owner(owner, held):
        raise ReorganisationRefusedError(DraftOfAnother())
    if held.state in OVER:
        raise ReorganisationRefusedError(DraftOver(state=state_label(held.state)))
    return held


def add_revision(draft: ReorganisationDraft, number: int, checked: CheckedDocument, owner: Owner) -> None:
    """Add a revision to a draft that is new or locked; NoRoomError if its owner has no room for it."""
    try:
        take_room(holder_of(owner), size_of_document(checked.document))
    except StoreFullError as full:
        raise ReorganisationQuotaError(full.said) from full
    ReorganisationRevision.objects.create(
        draft=draft,
        number=number,
        document=checked.document,
        sha256=checked.sha256,
        base=checked.base,
        errors=checked.errors,
        account=account_of(owner),
    )


def refuse_too_many(owner: Owner) -> None:
    """Refuse a draft with which its owner has more open ones than they may. Their room is locked."""
    whose = {"body": owner.body} if isinstance(owner, KeyHolder) else {"account": owner}
    most = int(settings.OPEN_DRAFTS_OF_OWNER)
    if ReorganisationDraft.objects.exclude(state__in=OVER).filter(**whose).count() > most:
        raise ReorganisationRefusedError(TooManyOpenDrafts(most=PlainNumber(most)))


def holder_of(owner: Owner) -> Account | GovernmentBody:
    """Return whose room a draft takes: that of its account, or of the body whose system sends it."""
    return owner.body if isinstance(owner, KeyHolder) else owner


def update(draft: ReorganisationDraft, **columns: Any) -> None:  # Any: columns of the draft
    """Store other values of a draft that is locked, in the object too."""
    moved = {**columns, "changed_at": timezone.now()}
    with changing(ReorganisationDraft, draft.pk):
        ReorganisationDraft.objects.filter(pk=draft.pk).update(**moved)
    for name, value in moved.items():
        setattr(draft, name, value)


def account_of(owner: Owner) -> Account | None:
    """Return the account of an owner; None of a body's system."""
    return None if isinstance(owner, KeyHolder) else owner


def record(owner: Owner, verb: str, draft: ReorganisationDraft, request_id: str, after: Json) -> None:
    """Record the act."""
    body = (owner.body.code or str(owner.body.pk)) if isinstance(owner, KeyHolder) else ""
    actor = actor_of(account_of(owner), body)
    record_event(actor=actor, verb=verb, what=f"reorganisation:{draft.pk}", after=after, request_id=request_id)
