"""The effects of an edition on the register within its transaction, whatever the list is about."""

from dataclasses import dataclass
from typing import Protocol

from institutions.codes.base import Coded
from institutions.events.changes import RegisterChange
from institutions.lists.entries import ListEntry, RowError
from institutions.models import Collection, Import


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedEdition:
    """The entries of an edition, the unreadable rows, and the changes that were published.

    `before` counts the entries of the list before, `standing` those from now on.
    """

    before: int
    standing: int
    entries: tuple[ListEntry, ...]
    errors: tuple[RowError, ...]
    changes: tuple[RegisterChange, ...]
    notes: tuple[Coded, ...] = ()


class EditionRows(Protocol):
    """The rows of an edition, read and ready to be applied to the register."""

    def apply(self, job: Import, collection: Collection, *, first: bool) -> AppliedEdition:
        """Apply the rows in the caller's transaction; `first`: no edition of the list was accepted before."""
        ...
