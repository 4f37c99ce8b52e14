"""A download whose first part is made before anything is sent."""

from collections.abc import Iterator
from itertools import chain


class BegunFile(Iterator[bytes]):
    """The parts of a file.

    The first is made at once, so that a file that cannot be made fails before the answer begins.

    The server closes it when the client disconnects. That closes the maker of the parts, with its cursor: left to be
    collected, it would be closed within somebody else's transaction, and PostgreSQL would end that.
    """

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.parts = parts
        self.rest = chain([next(parts, b"")], parts)

    def __next__(self) -> bytes:
        return next(self.rest)

    def close(self) -> None:
        """Stop making parts."""
        close = getattr(self.parts, "close", None)
        if close is not None:
            close()
