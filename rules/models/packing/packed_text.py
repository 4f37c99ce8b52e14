"""Texts as few bytes: without what a dictionary holds, and each id as 16 bytes once.

The first byte is the number of the dictionary. Then come the check (CRC-32 of the rest and the number of the
dictionary), the number of ids (two bytes), the ids, and the text by DEFLATE (RFC 1951), in which each id is its number
between two control characters. A text that has one of these, or too many ids, keeps its ids. `PLAIN` begins a text as
it is: one that packing would make longer, or one of before the column was packed.

A snapshot is made shorter before it is packed (`snapshot_shape`); the number of its dictionary says so.
"""

import re
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final

from institutions.models.packed_field import UnreadableError
from institutions.values.ids_in_text import LETTERS, places_of_ids
from rules.models.packing.dictionaries import RECURRING, SHAPED_SNAPSHOTS, dictionary_text
from rules.models.packing.packed_data import LEVEL, PackedError
from rules.models.packing.snapshot_shape import shape, unshape

PLAIN: Final = 0
BEGINS, ENDS = "\x01", "\x02"  # the number of an id stands between them; JSON never has them as they are
IDS_FROM: Final = 7
BYTES_OF_ID: Final = 16
MOST_IDS: Final = 0xFFFF
WITHOUT_HEAD: Final = -zlib.MAX_WBITS  # DEFLATE without the head and the check of zlib's format
KEPT: Final = 1_000  # texts that recur: a few hundred are in the findings of all rules together
NUMBER: Final = re.compile(f"{BEGINS}([0-9]+){ENDS}")


def pack_text(text: str, dictionaries: Sequence[int]) -> bytes:
    """Return a text in few bytes: with the dictionary among these that makes it shortest.

    A text that has the shape of a snapshot is packed with the dictionary of shaped snapshots, if that is among these.
    What the rulebook says is packed once, and kept: it is the same in many findings.
    """
    if dictionaries and RECURRING.issuperset(dictionaries):
        return shortest_kept(text, tuple(dictionaries))
    return shortest(text, dictionaries)


def shortest(text: str, dictionaries: Sequence[int]) -> bytes:
    """Return a text packed, as `pack_text` does."""
    plain = bytes([PLAIN]) + text.encode()
    if SHAPED_SNAPSHOTS in dictionaries and (short := shape(text)) is not None:
        return min([*packed_with(short, (SHAPED_SNAPSHOTS,)), plain], key=len)
    return min([*packed_with(text, [each for each in dictionaries if each != SHAPED_SNAPSHOTS]), plain], key=len)


@lru_cache(maxsize=KEPT)
def shortest_kept(text: str, dictionaries: tuple[int, ...]) -> bytes:
    """Return a text packed, and keep it."""
    return shortest(text, dictionaries)


def packed_with(text: str, dictionaries: Sequence[int]) -> list[bytes]:
    """Return a text as it is packed with each of these dictionaries."""
    numbered, ids = numbered_ids(text)
    head = len(ids).to_bytes(2) + b"".join(ids)
    given = numbered.encode()
    found = [(number, head + squeeze(given, number)) for number in dictionaries]
    return [bytes([number]) + check_of(number, rest) + rest for number, rest in found]


def unpack_text(stored: bytes | memoryview | str) -> str:
    """Return the text of packed bytes. PackedError if they were damaged, DictionaryError if theirs is missing.

    A text is given back as it is: SQLite keeps those of before the column was packed.
    """
    if isinstance(stored, str):
        return stored
    packed = bytes(stored)
    if not packed:
        raise PackedError
    try:
        if packed[0] == PLAIN:
            return packed[1:].decode()
        text = unpacked_text(packed)
        return unshape(text) if packed[0] == SHAPED_SNAPSHOTS else text
    except UnreadableError:
        raise
    except (zlib.error, IndexError, KeyError, TypeError, ValueError) as other:
        raise PackedError from other


def unpacked_text(packed: bytes) -> str:
    """Return the text of bytes that were packed with a dictionary."""
    dictionary, rest = dictionary_text(packed[0]), packed[5:]
    if check_of(packed[0], rest) != packed[1:5]:
        raise PackedError
    ends = IDS_FROM + BYTES_OF_ID * int.from_bytes(rest[:2])
    text = zlib.decompressobj(WITHOUT_HEAD, zdict=dictionary).decompress(packed[ends:]).decode()
    ids = [id_text(packed[place : place + BYTES_OF_ID]) for place in range(IDS_FROM, ends, BYTES_OF_ID)]
    return NUMBER.sub(lambda found: ids[int(found[1])], text) if ids else text


def numbered_ids(text: str) -> tuple[str, list[bytes]]:
    """Return a text with a number in the place of each id, and the ids in the order of their numbers."""
    if BEGINS in text:
        return text, []
    numbers: dict[str, int] = {}
    parts, ended = [], 0
    for begins in places_of_ids(text):
        parts.append(text[ended:begins])
        ended = begins + LETTERS
        parts.append(f"{BEGINS}{numbers.setdefault(text[begins:ended], len(numbers))}{ENDS}")
    if not numbers or len(numbers) > MOST_IDS:
        return text, []
    return "".join([*parts, text[ended:]]), [bytes.fromhex(each.replace("-", "")) for each in numbers]


def id_text(given: bytes) -> str:
    """Return an id as texts have it."""
    digits = given.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def check_of(number: int, rest: bytes) -> bytes:
    """Return four bytes by which damage shows."""
    return zlib.crc32(rest, number).to_bytes(4)


def squeeze(text: bytes, dictionary: int) -> bytes:
    """Return a text as DEFLATE packs it with a dictionary."""
    packer = packer_with(dictionary).copy()
    return bytes(packer.compress(text) + packer.flush())


@cache
def packer_with(dictionary: int) -> Any:  # Any: zlib gives its type no name
    """Return a packer that has read a dictionary, to be copied: reading takes longer than packing a short text."""
    return zlib.compressobj(LEVEL, zlib.DEFLATED, WITHOUT_HEAD, zdict=dictionary_text(dictionary))
