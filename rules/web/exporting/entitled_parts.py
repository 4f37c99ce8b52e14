"""The parts of a download, for as long as its reader has the rights with which it began."""

from collections.abc import Iterator
from time import monotonic
from typing import Final

from institutions.access.keys import KeyHolder
from institutions.access.rights_now import rights_now, rights_of
from institutions.models import Account

LOOKED_EVERY: Final = 5.0  # seconds; a download that is sent sooner asks nothing


class RightsChangedError(Exception):
    """The rights of the reader are others than at the beginning, so the rest of the download is not sent."""


def while_entitled(parts: Iterator[bytes], user: Account | KeyHolder) -> Iterator[bytes]:
    """Yield the parts. RightsChangedError, which breaks the download off, once the reader's rights are others.

    The client sees that the answer has no end, so that nobody takes the file for a whole one.
    """
    before, looked_at = rights_of(user), monotonic()
    try:
        for part in parts:
            if monotonic() - looked_at >= LOOKED_EVERY:
                if rights_now(user) != before:
                    message = "The reader's rights have changed since the download began. Begin it again."
                    raise RightsChangedError(message)
                looked_at = monotonic()
            yield part
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
