"""What an edition did to the register within its transaction, whatever the list is about."""

from dataclasses import dataclass
from typing import Protocol

from institutions.codes.base import Coded
from institutions.events.changes import Change
from institutions.lists.entries import Entry, RowError
from institutions.models import Collection, Import


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Entries, what cannot be read, and what others were told of.

    `before` counts what was on the list before, `standing` what is on it from now on.
    """

    before: int
    standing: int
    entries: tuple[Entry, ...]
    errors: tuple[RowError, ...]
    changes: tuple[Change, ...]
    notes: tuple[Coded, ...] = ()


class Rows(Protocol):
    """The rows of an edition, read and ready to be brought in."""

    def apply(self, job: Import, collection: Collection, *, first: bool) -> Applied:
        """Bring them in, in the caller's transaction; `first`: no edition of the list was taken before."""
        ...
