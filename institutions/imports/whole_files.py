"""Files that are imported as one: editions of official lists, which register themselves here by their formats."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

from institutions.imports.claim import ImportClaim
from institutions.values.late_modules import load_late_modules


class WholeFileWork(Protocol):
    """The work on a file that is imported as one, in its own transactions, up to the end of the import."""

    def __call__(self, claim: ImportClaim, path: Path) -> None:
        """Do the work, or another step of it."""
        ...


_works: Final[dict[str, WholeFileWork]] = {}  # by format


def import_as_one(work: WholeFileWork, formats: Iterable[str]) -> None:
    """Have files of these formats imported as one."""
    _works.update(dict.fromkeys(formats, work))


def work_on_whole(file_format: str) -> WholeFileWork | None:
    """Return the work on a file of a format; None if its records are imported one by one."""
    load_late_modules()
    return _works.get(file_format)
