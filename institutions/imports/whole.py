"""Files that are brought in as one: editions of official lists, which enter themselves here by their formats."""

from pathlib import Path
from typing import Final, Protocol

from institutions.imports.claim import ImportClaim


class Whole(Protocol):
    """Work on a file that is brought in as one, in its own transactions, up to the end of the import."""

    def __call__(self, claim: ImportClaim, path: Path) -> None:
        """Do it, or another step of it."""
        ...


WHOLE: Final[dict[str, Whole]] = {}  # by format
