"""The right to send a document about a restricted partnership."""

from institutions.access.partnerships import is_marked, open_partnerships_rule
from institutions.access.rule import NOTHING
from institutions.drafts.draft import PartnershipDraft
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.store import DraftConflict
from institutions.drafts.troubles.document import ReferenceTaken, RestrictedNotYours
from institutions.models import Partnership


def refuse_restricted(draft: PartnershipDraft) -> None:
    """Refuse a document that its reader, who sends it, may not read, or that would supersede one they may not read.

    Raise DraftInvalid for a document marked as restricted. Raise DraftConflict, which says only that the reference is
    in use, if it belongs to a restricted partnership.
    """
    closed = ~open_partnerships_rule(draft.reader)
    if closed == NOTHING:
        return
    if is_marked(draft.document):
        raise DraftInvalid((FieldError("/secrecy", RestrictedNotYours()),))
    held = Partnership.objects.filter(closed.q(), submitted_by__code=draft.submitted_by, reference=draft.reference)
    if held.exists():
        raise DraftConflict(("/reference",), ReferenceTaken())
