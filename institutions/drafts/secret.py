"""Who may send a document about a secret partnership."""

from institutions.access.secrecy import is_secret
from institutions.drafts.draft import PartnershipDraft
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.store import DraftConflict
from institutions.drafts.troubles.document import ReferenceTaken, SecretNotYours
from institutions.models import Partnership


def refuse_secret(draft: PartnershipDraft, *, reads_secret: bool) -> None:
    """Let only those go on who may read what they send, and what they would supersede.

    Raises DraftInvalid for a document that is marked; DraftConflict, which tells no more than that the reference is
    taken, for one whose reference is that of a secret partnership.
    """
    if reads_secret:
        return
    if is_secret(draft.document):
        raise DraftInvalid((FieldError("/secrecy", SecretNotYours()),))
    held = Partnership.objects.filter(submitted_by__code=draft.submitted_by, reference=draft.reference, secret=True)
    if held.exists():
        raise DraftConflict(("/reference",), ReferenceTaken())
