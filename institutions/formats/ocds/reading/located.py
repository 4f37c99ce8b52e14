"""The contracting processes of a file of OCDS data, plain or packed with gzip, with their lines, as they are."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError
from institutions.drafts.reading import read_documents
from institutions.drafts.troubles.files import FileNotRead
from institutions.formats.ocds.reading.packages import Process, processes_in
from institutions.formats.ocds.reading.troubles import RestDamaged, RestUnread
from institutions.formats.ocds.transcoding import ENCODINGS, TranscodedFile

GZIP: Final = b"\x1f\x8b"
UTF_8: Final = ENCODINGS[0]


@dataclass(frozen=True, slots=True)
class LocatedProcess:
    """A contracting process with the line of the file where its JSON begins."""

    line: int
    process: Process


def located_processes(path: Path, encoding: str = UTF_8) -> Iterator[LocatedProcess]:
    """Yield each process of a file. FileUnreadableError if it cannot be opened; later trouble is a refused process."""
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
