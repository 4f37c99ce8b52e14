"""One line of a table, whatever the file: its number, its cells as text, and why they cannot be read."""

from dataclasses import dataclass, field
from typing import Final

from institutions.drafts.errors import FieldError

MAX_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. `errors` say why its cells cannot be read.

    `whole`: empty cells stand too, up to the last heading, so that a line with fewer was cut off.
    """

    number: int
    cells: list[str] = field(default_factory=list)
    errors: tuple[FieldError, ...] = ()
    whole: bool = False
