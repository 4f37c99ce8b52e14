"""The effect on each entry of a list when an edition takes the place of the last one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from institutions.codes.base import Coded
from institutions.codes.wording import code_words


class EntryOutcome(StrEnum):
    """The effect of an edition on an entry."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"  # no longer on a complete list
    UNCHANGED = "unchanged"


def entry_counts(outcomes: Iterable[EntryOutcome]) -> dict[str, int]:
    """Count how many entries have each outcome."""
    found = Counter(outcomes)
    return {str(word): found[word] for word in EntryOutcome}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLead:
    """A possible match of an entry with a party of the register, for a person to confirm; no finding uses it before."""

    party: UUID
    name: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One entry. `line` is that of the file, 0 if it no longer has the entry; `differs` are the changes.

    `party` is the company; None for a treaty.
    """

    outcome: EntryOutcome
    line: int
    record: str
    name: str
    party: UUID | None = None
    from_on: date | None = None
    until_on: date | None = None
    differs: tuple[Coded, ...] = ()
    leads: tuple[EntryLead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """One trouble with a row of the file: its line, the heading, the trouble and the remedy."""

    line: int
    record: str
    field: str
    said: Coded

    @property
    def message(self) -> str:
        """Return the trouble and its remedy in English."""
        return code_words(self.said, "en")
