"""The contracting processes of a file of OCDS data, plain or packed with gzip, with their lines, as they are."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import IO, Final, cast

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.drafts.reading import read_documents
from institutions.drafts.troubles.files import FileNotRead
from institutions.formats.ocds.reading.linked import LinkedReleases
from institutions.formats.ocds.reading.packages import Process, processes_in
from institutions.formats.ocds.reading.troubles import RestDamaged, RestUnread
from institutions.formats.ocds.transcoding import UTF_8, TranscodedFile

GZIP: Final = b"\x1f\x8b"
RECORDS: Final = b'"records"'
PART: Final = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class LocatedProcess:
    """A contracting process with the line of the file where its JSON begins."""

    line: int
    process: Process


def located_processes(path: Path, encoding: str = UTF_8, beside: Sequence[Path] = ()) -> Iterator[LocatedProcess]:
    """Yield each process of a file. FileUnreadableError if it cannot be opened; later trouble is a refused process.

    `beside`: all files that were given with it; releases that a record links to are looked for there.
    """
    linked: LinkedReleases | None = None
    used = Counter[str]()
    for placed in placed_in_file(path, encoding):
        if placed.process.links or placed.process.addresses:
            linked = linked or linked_in(tuple(beside) or (path,), encoding)
            if placed.process.links:
                placed = replace(placed, process=linked.resolved(placed.process, used))
            elif linked.holds(placed.process):
                continue  # the record that links to its releases stands for them
        yield placed


def linked_in(paths: Sequence[Path], encoding: str) -> LinkedReleases:
    """Return the linked releases of given files. They are read for it only where one may hold a record."""
    stamps = tuple((each, each.stat().st_mtime_ns, each.stat().st_size) for each in paths if each.is_file())
    return releases_linked(stamps, encoding)


@lru_cache(maxsize=1)
def releases_linked(stamps: tuple[tuple[Path, int, int], ...], encoding: str) -> LinkedReleases:
    """Return the same once for files that have not changed: each is read several times."""
    found = LinkedReleases()
    paths = [path for path, _written, _size in stamps]
    if any(may_hold_records(path) for path in paths):
        for take in (found.note_links, found.note_releases):
            for path in paths:
                for document in documents_in_file(path, encoding):
                    take(document)
    return found


def may_hold_records(path: Path) -> bool:
    """Return whether the word for the records of a package is anywhere in a file. An unreadable one has none."""
    try:
        with opened_unpacked(path) as file:
            tail = b""
            while part := file.read(PART):
                if RECORDS in tail + part:
                    return True
                tail = part[-len(RECORDS) :]
    except (OSError, EOFError, zlib.error):
        return False
    return False


def documents_in_file(path: Path, encoding: str) -> Iterator[object]:
    """Yield the JSON values of a file as far as they can be read; what is wrong with the others is said elsewhere."""
    try:
        with opened_unpacked(path) as file:
            given = file if encoding == UTF_8 else cast("IO[bytes]", TranscodedFile(file, encoding))
            for read in read_documents(given):
                if not read.errors:
                    yield read.document
    except (OSError, EOFError, zlib.error):
        return


def placed_in_file(path: Path, encoding: str) -> Iterator[LocatedProcess]:
    """Yield each process of a file as it is written there, without what a record links to."""
    line = 0
    try:
        with opened_unpacked(path) as file:
            given = file if encoding == UTF_8 else cast("IO[bytes]", TranscodedFile(file, encoding))
            for read in read_documents(given):
                line = read.line
                if read.errors:
                    yield LocatedProcess(line, Process(None, errors=read.errors))
                else:
                    for process in processes_in(read.document):
                        yield LocatedProcess(line, process)
    except (EOFError, zlib.error, gzip.BadGzipFile) as trouble:
        damaged = RestDamaged(trouble=str(trouble))
        yield LocatedProcess(line + 1, Process(None, errors=(FieldError("", damaged),)))
    except OSError as trouble:
        if line:
            unread = RestUnread(trouble=trouble.strerror or "")
            yield LocatedProcess(line + 1, Process(None, errors=(FieldError("", unread),)))
            return
        unreadable = FileNotRead(path=str(path), trouble=trouble.strerror or "")
        raise FileUnreadableError(unreadable) from trouble


@contextmanager
def opened_unpacked(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for bytes, unpacked if it is packed with gzip."""
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
        file.seek(0)
        if not packed:
            yield file
            return
        with gzip.open(file) as unpacked:
            yield cast("IO[bytes]", unpacked)  # a GzipFile reads like a file, but is not declared as one
