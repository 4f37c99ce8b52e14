"""One line of a table in any file: its number, its cells as text, and the errors that keep them from being read."""

from dataclasses import dataclass, field
from typing import Final

from institutions.drafts.errors import FieldError

MAX_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of a table. `errors` are the reasons why its cells cannot be read.

    `whole`: the line includes empty cells up to the last heading, so that a line with fewer cells was cut off.
    """

    number: int
    cells: list[str] = field(default_factory=list)
    errors: tuple[FieldError, ...] = ()
    whole: bool = False
