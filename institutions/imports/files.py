"""The file of an import, stored in the database in parts until the import is over, for workers on any machine."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from institutions.codes.errors import CodedError
from institutions.drafts.documents import FileUnreadableError
from institutions.imports.quota import full_of_files, room_for
from institutions.imports.troubles.file import FileNotAsSent, FileTooLarge
from institutions.models import Import, ImportPart

PART: Final = 1024 * 1024
MAX_BYTES: Final = 512 * 1024 * 1024


class FileTooLargeError(CodedError):
    """A file above the limit; the message gives the limit."""


def keep_file(job: Import, file: IO[bytes]) -> None:
    """Store a file part by part, and its size and hash with the job: never more than a part in memory.

    FileTooLargeError above the limit of one file, ImportQuotaError above those of its body.
    """
    digest, size, number, room = hashlib.sha256(), 0, 0, room_for(job)
    while content := file.read(PART):
        size += len(content)
        if size > MAX_BYTES:
            raise FileTooLargeError(FileTooLarge(size=MAX_BYTES))
        if size > room:
            raise full_of_files()
        digest.update(content)
        ImportPart.objects.create(job=job, number=number, content=content)
        number += 1
    job.sha256, job.size = digest.hexdigest(), size
    job.save(update_fields=["sha256", "size"])


@contextmanager
def kept_file(job: Import) -> Iterator[Path]:
    """Yield the path of the file as a temporary copy on this machine, which is removed afterwards.

    FileUnreadableError if it is not the file that was sent: nobody could tell later, since it is removed once read.
    """
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path, digest = Path(folder) / "file", hashlib.sha256()
        with path.open("wb") as file:
            for number in range(ImportPart.objects.filter(job=job).count()):
                part = bytes(ImportPart.objects.values_list("content", flat=True).get(job=job, number=number))
                digest.update(part)
                file.write(part)
        if digest.hexdigest() != job.sha256:
            raise FileUnreadableError(FileNotAsSent())
        yield path


def forget_file(job: Import) -> None:
    """Remove the parts of an import that is over."""
    ImportPart.objects.filter(job=job).delete()
