"""What an import does with a file, whatever its format: read it record by record, and store some of them at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from institutions.imports.register_document import Reader, Record
from institutions.imports.storing import RecordOutcome, Storing
from institutions.models import Import


class Work(Protocol):
    """The work on one file. `size` is how many records are stored in one transaction."""

    size: int

    def records(self, path: Path) -> Iterator[Any]:
        """Every record of the file, in the same order each time. FileUnreadableError where there is none."""
        ...

    def chunk(self, records: list[Any]) -> list[RecordOutcome]:
        """Store some records, within the caller's transaction; gives their outcomes in order."""
        ...


class RegisterWork:
    """Records that are register documents."""

    size = 200

    def __init__(self, job: Import, reader: Reader) -> None:
        self._reader = reader
        self._storing = Storing(job)

    def records(self, path: Path) -> Iterator[Record]:
        """The records of the file as its reader gives them."""
        with path.open("rb") as file:
            yield from self._reader(file)

    def chunk(self, records: list[Record]) -> list[RecordOutcome]:
        """Store some of them."""
        return self._storing.chunk(records)
