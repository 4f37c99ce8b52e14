"""The bytes of a file that somebody sent, written where readers find it: unpacked, within a limit.

A few megabytes can unpack to more than a disk holds, and keep a worker busy for days. Files of the command line are
whoever runs the server's, and have no limit.
"""

import gzip
import hashlib
import io
import zlib
from pathlib import Path
from typing import Final

from institutions.drafts.documents import FileUnreadableError
from institutions.imports.troubles.file import FileNotAsSent, PackedTwice, UnpacksToTooMuch

GZIP: Final = b"\x1f\x8b"
PORTION: Final = 1024 * 1024
MOST_UNPACKED: Final = 300 * 1024 * 1024  # ten times what may be sent


def stored_bytes(packed: bytes | memoryview | None, sha256: str) -> bytes:
    """Return the bytes of a file that was sent, as the database keeps them until they are read.

    FileUnreadableError if they are not those that were sent: nobody could tell later, since they are removed.
    """
    try:
        content = zlib.decompress(packed or b"")
    except zlib.error:
        raise FileUnreadableError(FileNotAsSent()) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileUnreadableError(FileNotAsSent())
    return content


def write_unpacked(content: bytes, path: Path) -> None:
    """Write the bytes, unpacked if they are packed with gzip. FileUnreadableError above the limit.

    Readers unpack what is packed still, without a limit: so what is packed twice is refused. A damaged file is written
    as it is: its reader says where it ends.
    """
    if not content.startswith(GZIP):
        path.write_bytes(content)
        return
    try:
        with gzip.open(io.BytesIO(content)) as packed, path.open("wb") as plain:
            beginning = packed.read(len(GZIP))
            if beginning == GZIP:
                raise FileUnreadableError(PackedTwice())
            plain.write(beginning)
            while portion := packed.read(PORTION):
                plain.write(portion)
                if plain.tell() > MOST_UNPACKED:
                    raise FileUnreadableError(UnpacksToTooMuch(size=MOST_UNPACKED))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        path.write_bytes(content)
