"""Merkle trees after RFC 9162, section 2.1: the hash of a list, and the proof that an entry is in it.

Leaves and nodes are hashed with different prefixes, so that no node can be passed off as a leaf. It needs no
Django, for the verifier of receipts. Hashes are bytes here; files and events hold them in hexadecimal.
"""

import hashlib
import re
from collections.abc import Sequence

from institutions.values.canonical import canonical_json

LEAF, NODE = b"\x00", b"\x01"
SALT_BYTES = 16  # of every salt: one of another length could take in the beginning of its value
SIDED = re.compile("[<>][0-9a-f]{64}")


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry."""
    return hashlib.sha256(LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two neighbours."""
    return hashlib.sha256(NODE + left + right).digest()


def commitment(salt: bytes, value: object) -> str:
    """Return the salted hash of a plain value: it says nothing about the value to anybody without the salt."""
    return hashlib.sha256(salt + canonical_json(value).encode()).hexdigest()


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """Return the hash of a tree from the hashes of its leaves (2.1.1); of no entries it is the hash of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        pairs = [node_hash(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
        level = [*pairs, level[-1]] if len(level) % 2 else pairs  # the last one goes up alone
    return level[0]


def inclusion_path(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """Return the hashes that lead from the leaf at a place (from 0) to the hash of the tree (2.1.3.1).

    IndexError if the tree has no such leaf.
    """
    if not 0 <= place < len(leaves):
        message = f"The tree has {len(leaves)} leaves, and none at {place}."
        raise IndexError(message)
    level, path = list(leaves), list[bytes]()
    while len(level) > 1:
        beside = place ^ 1
        if beside < len(level):
            path.append(level[beside])
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = [*pairs, level[-1]] if len(level) % 2 else pairs
        place //= 2
    return path


def root_of_path(leaf: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the hash of the tree of `size` leaves that a path leads to (2.1.3.2); None if the path cannot be one."""
    if not 0 <= place < size:
        return None
    at, last, found = place, size - 1, leaf
    for beside in path:
        if last == 0:
            return None
        if at % 2 or at == last:
            found = node_hash(beside, found)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = node_hash(found, beside)
        at, last = at // 2, last // 2
    return found if last == 0 else None


def sided_path(leaves: Sequence[bytes], place: int) -> list[str]:
    """Return the path of a leaf as texts: the side of each hash, < or >, and the hash. For trees of unstated size."""
    path, size, sides = inclusion_path(leaves, place), len(leaves), list[str]()
    while size > 1:
        if place ^ 1 < size:
            sides.append("<" if place % 2 else ">")
        place, size = place // 2, (size + 1) // 2
    return [side + each.hex() for side, each in zip(sides, path, strict=True)]


def root_of_sides(leaf: bytes, path: Sequence[str]) -> bytes:
    """Return the hash that a path with sides leads to. ValueError for a path in another form."""
    found = leaf
    for each in path:
        if not SIDED.fullmatch(each):
            message = f"{each} is no hash with its side."
            raise ValueError(message)
        beside = bytes.fromhex(each[1:])
        found = node_hash(beside, found) if each[0] == "<" else node_hash(found, beside)
    return found
