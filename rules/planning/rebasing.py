"""A draft whose base has moved goes to the organisation as it is now; acts that cannot be done there are conflicts."""

from dataclasses import dataclass
from typing import Any

from institutions.codes.base import Coded
from institutions.drafts.reorganisation.moved_since import changes_since
from institutions.drafts.reorganisation.moved_troubles import BaseUnknown
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.parties.organisation.earlier import organisation_of_digest
from institutions.parties.organisation.state import OrganisationHistory
from rules.models import ReorganisationDraft
from rules.planning.drafting import (
    CheckedDocument,
    Owner,
    check_reorganisation,
    newest_revision,
    save_reorganisation,
)
from rules.planning.troubles import BaseIsPresent, RebaseHasConflicts, ReorganisationRefusedError

Json = dict[str, Any]  # Any: plain data


@dataclass(frozen=True, slots=True)
class Rebase:
    """The move of a draft: what changed since its base, and the document on the present one with its conflicts."""

    base: str
    present: str
    moved: tuple[Coded, ...]
    checked: CheckedDocument

    @property
    def conflicts(self) -> list[Json]:
        """The errors of the acts on the present base: place, code and parameters."""
        return self.checked.errors


def rebase_of(draft: ReorganisationDraft) -> Rebase | None:
    """Return what a move of a draft would be; None if it rests on the organisation as it is now."""
    revision, history = newest_revision(draft), OrganisationHistory.read()
    base = revision.document.get("base") or revision.base
    if not base:
        return None
    without = {name: value for name, value in revision.document.items() if name != "base"}
    on = read_reorganisation(without).assessed_on
    now = history.organisation(on)
    present = now.digest()
    if base == present:
        return None
    then = organisation_of_digest(base, on, history)
    moved = (BaseUnknown(day=on),) if then is None else tuple(changes_since(then, now))
    document = {**without, **({"base": present} if revision.document.get("base") else {})}
    return Rebase(base, present, moved, check_reorganisation(document))


def rebase_reorganisation(
    draft: ReorganisationDraft, *, seen: int | None, owner: Owner, keep: bool = False, request_id: str = ""
) -> ReorganisationDraft:
    """Move a draft to the organisation as it is now, as its next revision.

    ReorganisationRefusedError if it rests there already, or if there are conflicts and they are not to be kept with it.
    """
    found = rebase_of(draft)
    if found is None:
        raise ReorganisationRefusedError(BaseIsPresent())
    if found.conflicts and not keep:
        raise ReorganisationRefusedError(RebaseHasConflicts())
    return save_reorganisation(draft.pk, found.checked, seen=seen, owner=owner, request_id=request_id)
