"""The report on one release: errors, which refuse it, and notes on content that no field can hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.drafts.errors import FieldError, FieldErrors
from institutions.drafts.troubles.document import FirstNotes

MAX_NOTES: Final = 200  # listed of one document


@dataclass(slots=True)
class ListedNotes:
    """Notes in order, each once: the first of them, and a last one that says so if there are more."""

    notes: dict[FieldError, None] = field(default_factory=dict)
    more: bool = False

    def add(self, notes: Iterable[FieldError]) -> None:
        """Add notes; past the limit, note only that there are more."""
        for each in notes:
            if each in self.notes:
                continue
            if len(self.notes) == MAX_NOTES:
                self.more = True
                return
            self.notes[each] = None

    def listed(self) -> tuple[FieldError, ...]:
        """Return the notes."""
        more = (FieldError("", FirstNotes(number=PlainNumber(MAX_NOTES))),) if self.more else ()
        return (*self.notes, *more)


@dataclass(slots=True)
class ReadingReport:
    """The errors and notes, each once. Pointers lead into the release, merged where there were several."""

    errors: FieldErrors = field(default_factory=FieldErrors)
    _refused: set[FieldError] = field(default_factory=set)
    _noted: ListedNotes = field(default_factory=ListedNotes)

    @property
    def notes(self) -> tuple[FieldError, ...]:
        """The notes on content that was left out, or stored differently from how it was written."""
        return self._noted.listed()

    def refuse(self, pointer: str, said: Coded) -> None:
        """Refuse the release, with the trouble and its remedy."""
        if (trouble := FieldError(pointer, said)) not in self._refused:
            self._refused.add(trouble)
            self.errors.add(pointer, said)

    def note(self, pointer: str, said: Coded) -> None:
        """Note content that is left out or changed; the release is accepted."""
        self._noted.add([FieldError(pointer, said)])
