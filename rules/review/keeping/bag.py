"""Packages in the layout of BagIt (RFC 8493): files below `data/`, and manifests with the SHA-256 of each.

`bagit.txt` says what it is, `bag-info.txt` what is in it, `manifest-sha256.txt` hashes the files below `data/`, and
`tagmanifest-sha256.txt` the three others. The hash of the last one names the package.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD: Final = "data"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
INFO: Final = "bag-info.txt"
LINE: Final = re.compile(r"([0-9a-f]{64}) +(\S.*)")
BLOCK: Final = 1 << 20


class BagError(ValueError):
    """A folder that is no package, or not a whole one. `path`: the file that is wrong."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


@dataclass(frozen=True, slots=True)
class WrittenBag:
    """A package as it was written: its name by hash, the number of its files below `data/`, and their bytes."""

    sha256: str
    files: int
    size: int


def manifest_text(hashes: Mapping[str, str]) -> str:
    """Return a manifest: one line a file, sorted by its path. CR, LF and % in a path are encoded, as RFC 8493 asks."""
    lines = (f"{hashes[path]}  {encoded(path)}\n" for path in sorted(hashes))
    return "".join(lines)


def encoded(path: str) -> str:
    """Return a path as a manifest writes it."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def decoded(path: str) -> str:
    """Return a path of a manifest as it is on disk."""
    return path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def write_bag(folder: Path, files: Iterable[tuple[str, bytes]], info: Mapping[str, str]) -> WrittenBag:
    """Write a package into a new folder. FileExistsError if there is something in its place.

    `files` are paths below `data/` with their content; nobody else on the server reads them.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=False)
    hashes: dict[str, str] = {}
    size = 0
    for path, content in files:
        name = f"{PAYLOAD}/{path}"
        write_file(folder / name, content)
        hashes[name], size = hashlib.sha256(content).hexdigest(), size + len(content)
    (folder / PAYLOAD).mkdir(mode=0o700, exist_ok=True)
    said = {**info, "Payload-Oxum": f"{size}.{len(hashes)}"}
    tags = {
        "bagit.txt": DECLARATION,
        INFO: "".join(f"{label}: {' '.join(value.split())}\n" for label, value in said.items()),
        MANIFEST: manifest_text(hashes),
    }
    for name, text in tags.items():
        write_file(folder / name, text.encode())
    of_tags = manifest_text({name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}).encode()
    write_file(folder / TAG_MANIFEST, of_tags)
    return WrittenBag(hashlib.sha256(of_tags).hexdigest(), len(hashes), size)


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that it outlasts a crash of the machine."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def read_bag(folder: Path) -> tuple[str, dict[str, str]]:
    """Return the hash that names a package, and the hashes of its files by path, after a check of every file.

    BagError for a file that is missing, changed or in no manifest.
    """
    named = read_file(folder, TAG_MANIFEST)
    tags = dict(manifest_lines(named.decode(errors="replace"), TAG_MANIFEST))
    if not {"bagit.txt", INFO, MANIFEST} <= tags.keys():
        raise BagError(TAG_MANIFEST)
    for path, sha256 in tags.items():
        check_file(folder, path, sha256)
    hashes = dict(manifest_lines(read_file(folder, MANIFEST).decode(errors="replace"), MANIFEST))
    for path, sha256 in hashes.items():
        if not path.startswith(f"{PAYLOAD}/"):
            raise BagError(path)
        check_file(folder, path, sha256)
    for each in sorted((folder / PAYLOAD).rglob("*")):
        if each.is_file() and (path := each.relative_to(folder).as_posix()) not in hashes:
            raise BagError(path)
    return hashlib.sha256(named).hexdigest(), hashes


def manifest_lines(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield path and hash of each line of a manifest. BagError for another line, or a path out of the package."""
    for line in text.splitlines():
        found = LINE.fullmatch(line)
        path = decoded(found[2]) if found else ""
        if found is None or path.startswith("/") or ".." in path.split("/"):
            raise BagError(name)
        yield path, found[1]


def read_file(folder: Path, path: str) -> bytes:
    """Return the content of a file. BagError if it cannot be read."""
    try:
        return (folder / path).read_bytes()
    except OSError as other:
        raise BagError(path) from other


def check_file(folder: Path, path: str, sha256: str) -> None:
    """Compare a file with its hash. BagError if it is another one, or not there."""
    digest = hashlib.sha256()
    try:
        with (folder / path).open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError as other:
        raise BagError(path) from other
    if digest.hexdigest() != sha256:
        raise BagError(path)
