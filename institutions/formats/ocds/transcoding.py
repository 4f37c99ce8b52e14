"""Files in an encoding of their publisher, read as the UTF-8 that the reader of documents takes.

A line that is no text in the encoding stays one that is no UTF-8 either, so that it is refused with its number.
"""

from dataclasses import dataclass
from typing import IO, Final

UTF_8: Final = "utf-8"
ENCODINGS: Final = (UTF_8, "cp932", "iso-8859-1")
NO_TEXT: Final = b"\xff\n"


@dataclass(frozen=True, slots=True)
class TranscodedFile:
    """A file opened for bytes whose lines are given in UTF-8. In no encoding here is a line end part of a letter."""

    file: IO[bytes]
    encoding: str

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, or a part of one that is longer than it may be."""
        return self._as_utf8(self.file.readline(size))

    def read(self, size: int = -1) -> bytes:
        """Return the rest of the file."""
        return b"".join(map(self._as_utf8, self.file.read(size).splitlines(keepends=True)))

    def _as_utf8(self, line: bytes) -> bytes:
        try:
            return line.decode(self.encoding).encode()
        except UnicodeDecodeError:
            return NO_TEXT if line.endswith(b"\n") else NO_TEXT[:1]
