"""The place of the store: a folder of this machine, or an address that fsspec reads. A file is whole or not there."""

import os
import shutil
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import duckdb
import fsspec.core

PARTIAL: Final = ".partial"


class Storage(ABC):
    """Files by name below one place."""

    @abstractmethod
    def write(self, name: str, content: bytes) -> None:
        """Write a file so that it outlasts a crash of the machine."""

    @abstractmethod
    def create(self, name: str, content: bytes) -> None:
        """Write a file in one step. FileExistsError if there is one of this name, which then stays as it is."""

    @abstractmethod
    def read(self, name: str) -> bytes:
        """Return the content of a file. FileNotFoundError if there is none."""

    @abstractmethod
    def names(self, folder: str) -> list[str]:
        """Return the names of files and folders in a folder, sorted; none if there is no such folder."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it; do nothing if there is none."""

    @abstractmethod
    def remove_begun(self, folder: str, before: float) -> None:
        """Remove files in a folder that were begun before a moment (seconds of the epoch) and never became whole."""

    @abstractmethod
    def location(self, name: str) -> str:
        """Return the text by which DuckDB finds a file."""

    @abstractmethod
    def connect(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection read the files."""


@dataclass(frozen=True, slots=True)
class LocalStorage(Storage):
    """A folder of this machine."""

    root: Path

    def write(self, name: str, content: bytes) -> None:
        """Write a file and have the disk keep it."""
        path = self._made(name)
        partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
        try:
            _write_whole(partial, content)
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        _keep_folder(path.parent)

    def create(self, name: str, content: bytes) -> None:
        """Write a file under another name and link it: of two writers one finds the name taken."""
        path = self._made(name)
        partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
        try:
            _write_whole(partial, content)
            os.link(partial, path)
        finally:
            partial.unlink(missing_ok=True)
        _keep_folder(path.parent)

    def read(self, name: str) -> bytes:
        """Return the content of a file."""
        return (self.root / name).read_bytes()

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, without files that are being written."""
        path = self.root / folder
        return sorted(each.name for each in path.iterdir() if each.suffix != PARTIAL) if path.is_dir() else []

    def remove(self, name: str) -> None:
        """Remove a file or a folder."""
        path = self.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def remove_begun(self, folder: str, before: float) -> None:
        """Remove what a process that was killed had begun to write."""
        for path in (self.root / folder).glob(f"*{PARTIAL}"):
            with suppress(FileNotFoundError):  # its writer has made it whole
                if path.stat().st_mtime <= before:
                    path.unlink()

    def location(self, name: str) -> str:
        """Return the path."""
        return str(self.root / name)

    def connect(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Do nothing: DuckDB reads the folder itself."""

    def _made(self, name: str) -> Path:
        """Return the path of a file, with its folder made."""
        path = self.root / name
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _keep_folder(path.parent.parent)
        return path


@dataclass(frozen=True, slots=True)
class RemoteStorage(Storage):
    """An object store, or whatever else fsspec reads. Writing a file there is one step."""

    files: Any  # an fsspec file system, which has no types
    root: str
    _slash: str = field(default="/", repr=False)

    def write(self, name: str, content: bytes) -> None:
        """Write a file."""
        self.files.pipe_file(self._path(name), content)

    def create(self, name: str, content: bytes) -> None:
        """Write a file if there is none of this name."""
        self.files.pipe_file(self._path(name), content, mode="create")

    def read(self, name: str) -> bytes:
        """Return the content of a file."""
        return bytes(self.files.cat_file(self._path(name)))

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder as they are now."""
        self.files.invalidate_cache()
        path = self._path(folder)
        if not self.files.exists(path):
            return []
        found = self.files.ls(path, detail=False)
        return sorted(str(each).rstrip(self._slash).rpartition(self._slash)[2] for each in found)

    def remove(self, name: str) -> None:
        """Remove a file or a folder."""
        self.files.invalidate_cache()
        if self.files.exists(self._path(name)):
            self.files.rm(self._path(name), recursive=True)

    def remove_begun(self, folder: str, before: float) -> None:
        """Do nothing: writing a file is one step."""

    def location(self, name: str) -> str:
        """Return the address with its protocol."""
        return str(self.files.unstrip_protocol(self._path(name)))

    def connect(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Register the file system, so that DuckDB needs no extension for it."""
        connection.register_filesystem(self.files)

    def _path(self, name: str) -> str:
        return f"{self.root}{self._slash}{name}"


def storage_at(address: str) -> Storage:
    """Return the storage at a path or an fsspec address (`s3://bucket/facts`)."""
    if "://" not in address:
        return LocalStorage(Path(address))
    files, root = fsspec.core.url_to_fs(address)
    return RemoteStorage(files, str(root).rstrip("/"))


def _write_whole(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
