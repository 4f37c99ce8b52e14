"""Plain data as few bytes, for a column that SQL never looks into.

One byte names the dictionary; the rest is zlib's format (RFC 1950), which checks both the dictionary and the content.
"""

import json
import zlib
from typing import Any, Final

from institutions.models.packed_field import UnreadableError
from rules.models.packing.dictionaries import NONE, dictionary_text

LEVEL: Final = 6  # higher ones take more time, and save no tenth
Plain = Any  # plain data of any shape


class PackedError(UnreadableError):
    """Bytes that are no packed data, or were damaged."""

    def __init__(self) -> None:
        super().__init__("A packed column cannot be read: it was damaged. Restore the row from a backup.")


def pack(data: Plain, dictionary: int = NONE) -> bytes:
    """Return plain data in few bytes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    packer = zlib.compressobj(LEVEL, zdict=dictionary_text(dictionary)) if dictionary else zlib.compressobj(LEVEL)
    return bytes([dictionary]) + packer.compress(text) + packer.flush()


def unpack(packed: bytes | memoryview) -> Plain:
    """Return the plain data of packed bytes. PackedError if they were damaged, DictionaryError if theirs is missing."""
    given = bytes(packed)
    if not given:
        raise PackedError
    reader = zlib.decompressobj(zdict=dictionary_text(given[0])) if given[0] else zlib.decompressobj()
    try:
        text = reader.decompress(given[1:])
        data = json.loads(text)
    except (zlib.error, ValueError) as other:
        raise PackedError from other
    if not reader.eof or reader.unused_data:
        raise PackedError
    return data
