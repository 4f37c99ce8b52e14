"""The room of drafts: bytes of all revisions, of reorganisations and rulebooks alike, that one owner has stored."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from institutions.drafts.stored_amounts import add_to_amount, lock_amount
from institutions.models import Account, GovernmentBody, StoredAmount, StoredKind
from institutions.values.hashing import quick_json
from rules.models.reorganisation_draft import ReorganisationRevision
from rules.models.rulebook_draft import DraftRevision


def lock_room(owner: Account | GovernmentBody) -> StoredAmount:
    """Lock the room of an owner to the end of the transaction, before an event is recorded."""
    return lock_amount(StoredKind.DRAFTS, owner, lambda: bytes_of_drafts(owner))


def take_room(owner: Account | GovernmentBody, size: int) -> None:
    """Take room for a revision that is about to be stored; StoreFullError if its owner has none left."""
    add_to_amount(lock_room(owner), size, int(settings.DRAFT_BYTES_OF_OWNER))


def size_of_document(document: Mapping[str, Any]) -> int:  # Any: plain data
    """Return the bytes of a document as canonical JSON."""
    return len(quick_json(document).encode())


def bytes_of_drafts(owner: Account | GovernmentBody) -> int:
    """Count the bytes of all revisions of an owner: of a body those of drafts that its systems sent."""
    documents = ReorganisationRevision.objects.order_by().values_list("document", flat=True)
    if isinstance(owner, GovernmentBody):
        return sum(map(size_of_document, documents.filter(draft__body=owner).iterator()))
    texts = DraftRevision.objects.filter(account=owner).order_by().values_list("text", flat=True)
    own = documents.filter(draft__account=owner)
    return sum(map(size_of_document, own.iterator())) + sum(len(each.encode()) for each in texts.iterator())
