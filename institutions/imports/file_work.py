"""The work of an import on a file of any format: reading it record by record, and storing some records at a time."""

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, Final, Protocol

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.register_document import Reader, Record, RegisterDocument
from institutions.imports.files import PART
from institutions.imports.numbering import collection_named
from institutions.imports.storing import RecordStore, StoredOutcome
from institutions.imports.troubles.file import GzipDamaged, UnpacksToTooMuch
from institutions.imports.unstated_owners import keep_unstated
from institutions.models import Import
from institutions.values.portions import split_portions

GZIP: Final = b"\x1f\x8b"
MAX_UNPACKED: Final = 2 * 1024 * 1024 * 1024


@contextmanager
def unpacked_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file opened for bytes; one packed with gzip is unpacked beside it, within the size limit."""
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
        file.seek(0)
        if not packed:
            yield file
            return
        with tempfile.TemporaryFile(dir=path.parent) as plain:
            try:
                with gzip.open(file) as content:
                    while portion := content.read(PART):
                        plain.write(portion)
                        refuse_if_larger(plain.tell())
            except (EOFError, zlib.error, gzip.BadGzipFile) as trouble:
                raise FileUnreadableError(GzipDamaged(trouble=str(trouble))) from trouble
            plain.seek(0)
            yield plain


def refuse_if_larger(size: int) -> None:
    """Raise FileUnreadableError for a file above the size limit: a small packed file may be a very large one."""
    if size > MAX_UNPACKED:
        raise FileUnreadableError(UnpacksToTooMuch(size=MAX_UNPACKED))


class FileWork(Protocol):
    """The work on one file. `size` is the number of records stored in one transaction."""

    size: int

    def records(self, path: Path) -> Iterator[Any]:
        """Yield every record of the file, in the same order each time. FileUnreadableError if there is none."""
        ...

    def counted(self, path: Path) -> Iterator[object]:
        """Yield as many items as there are records, without slow conversion. FileUnreadableError as for `records`."""
        ...

    def portions(self, records: Iterator[Any]) -> Iterator[list[Any]]:
        """Yield the records in their order, in lists that are stored in one transaction each."""
        ...

    def chunk(self, records: list[Any]) -> list[StoredOutcome]:
        """Store some records, within the caller's transaction; return their outcomes in order."""
        ...


class RegisterWork:
    """The work on files whose records are register documents."""

    size = 200

    def __init__(self, job: Import, reader: Reader) -> None:
        self._reader = reader
        self._job = job
        self._collection = collection_named(job.options)
        self._storing = RecordStore(job)

    def records(self, path: Path) -> Iterator[Record]:
        """Yield the records of the file as its reader gives them, in the named collection if there is one."""
        with unpacked_file(path) as file:
            for record in self._reader(file):
                if self._collection and isinstance(record, RegisterDocument):
                    yield replace(record, publisher=self._collection)
                else:
                    yield record

    def counted(self, path: Path) -> Iterator[Record]:
        """Yield the same records: reading them costs little."""
        return self.records(path)

    def portions(self, records: Iterator[Record]) -> Iterator[list[Record]]:
        """Yield the records in lists of one size."""
        return split_portions(records, self.size)

    def chunk(self, records: list[Record]) -> list[StoredOutcome]:
        """Store some records; return their outcomes in order."""
        outcomes = self._storing.chunk(records)
        keep_unstated(self._job, records, outcomes)
        return outcomes
