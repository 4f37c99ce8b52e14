"""Files that are imported as one: editions of official lists, which register themselves here by their formats."""

from pathlib import Path
from typing import Final, Protocol

from institutions.imports.claim import ImportClaim


class WholeFileWork(Protocol):
    """The work on a file that is imported as one, in its own transactions, up to the end of the import."""

    def __call__(self, claim: ImportClaim, path: Path) -> None:
        """Do the work, or another step of it."""
        ...


WHOLE: Final[dict[str, WholeFileWork]] = {}  # by format
