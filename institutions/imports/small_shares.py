"""Tables whose shares are all so small that per cent were perhaps meant: 50 is 0.5 %, not 50 %."""

from dataclasses import dataclass
from typing import Final

from institutions.drafts.errors import FieldError
from institutions.formats.register_document import RegisterDocument
from institutions.imports.notes import AllSharesSmall, FirstSharesSmall

SMALL_BP: Final = 100  # basis points: 1 %, the most that a percentage without its sign amounts to


@dataclass(slots=True)
class FileShares:
    """The shares of a file so far. One with a per cent sign shows that its author knows of it."""

    largest_bp: int = 0
    has_sign: bool = False

    def note(self, record: object) -> None:
        """Add the shares of one record."""
        if isinstance(record, RegisterDocument):
            self.has_sign = self.has_sign or None in record.shares
            self.largest_bp = max(self.largest_bp, *(each or 0 for each in record.shares), 0)

    def notes(self, *, whole: bool) -> tuple[FieldError, ...]:
        """Return a note where all shares are small; `whole`: the file was read to its end."""
        if self.has_sign or not 0 < self.largest_bp <= SMALL_BP:
            return ()
        return (FieldError("", AllSharesSmall() if whole else FirstSharesSmall()),)
