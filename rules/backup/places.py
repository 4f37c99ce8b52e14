"""The place of backups: a folder of this machine, or an address that fsspec reads. Each backup is a folder in it."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import fsspec.core

from rules.backup.errors import BackupError

PIECE: Final = 1 << 20  # bytes that are copied at once


@dataclass(slots=True)
class CountingFile:
    """A file that is written from its beginning to its end, and counts and hashes its bytes."""

    file: BinaryIO
    size: int = 0
    hash: Any = None  # Any: hashlib names no type

    def write(self, content: bytes) -> None:
        """Write bytes."""
        self.hash = self.hash or hashlib.sha256()
        self.file.write(content)
        self.size += len(content)
        self.hash.update(content)

    @property
    def sha256(self) -> str:
        """The hash of what was written."""
        return str((self.hash or hashlib.sha256()).hexdigest())


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, here or far away."""

    files: Any  # an fsspec file system, which has no types
    root: str

    @property
    def local(self) -> bool:
        """True if the folder is on this machine."""
        return "file" in self.files.protocol

    def below(self, name: str) -> "Place":
        """Return a folder in this one."""
        return Place(self.files, f"{self.root}/{name}")

    @contextmanager
    def writing(self, name: str) -> Iterator[CountingFile]:
        """Yield a new file; for this account alone, and kept by the disk when the block ends."""
        if self.local:
            Path(self.root).mkdir(mode=0o700, parents=True, exist_ok=True)
            opened = os.open(f"{self.root}/{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(opened, "wb") as file:
                yield CountingFile(cast("BinaryIO", file))
                file.flush()
                os.fsync(file.fileno())
            return
        with self.files.open(f"{self.root}/{name}", "wb") as file:
            yield CountingFile(file)

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        """Yield a file. BackupError if there is none."""
        try:
            file = self.files.open(f"{self.root}/{name}", "rb")
        except FileNotFoundError as missing:
            message = (
                f"{self.root} has no {name}, so it is no whole backup. Name the folder of one: `manage.py backup` "
                "prints it at its end."
            )
            raise BackupError(message) from missing
        with file:
            yield file

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        if self.files.exists(self.root):
            self.files.rm(self.root, recursive=True)


def place_at(address: str) -> Place:
    """Return the place at a path or an fsspec address (`s3://bucket/backups`). BackupError if nothing reads it."""
    try:
        files, root = fsspec.core.url_to_fs(address if "://" in address else str(Path(address).absolute()))
    except (ImportError, ValueError) as trouble:
        message = f"{address} cannot be used: {trouble}"
        raise BackupError(message) from trouble
    return Place(files, str(root).rstrip("/"))


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield the content of a file piece by piece."""
    while content := file.read(PIECE):
        yield content
