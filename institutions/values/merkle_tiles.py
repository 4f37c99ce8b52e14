"""Tiles of a Merkle tree: rows of stored nodes, from which the path of a leaf is read without the other leaves.

A tile holds up to 64 neighbouring nodes. Tier 0 has the hashes of the leaves, and each further tier one node for each
tile below it, so a million leaves have four tiers. Of a path one tile a tier is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from institutions.values.merkle import inclusion_path, tree_hash

WIDTH: Final = 64
HASH_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Tile:
    """Neighbouring nodes of a tree: the tier, the number of the tile in it from 0, and the nodes one after another."""

    tier: int
    number: int
    nodes: bytes


def tree_tiles(leaves: Sequence[bytes]) -> Iterator[Tile]:
    """Yield the tiles of a tree from the hashes of its leaves, tier by tier; none for a tree without leaves."""
    level, tier = list(leaves), 0
    while level:
        parts = [level[at : at + WIDTH] for at in range(0, len(level), WIDTH)]
        yield from (Tile(tier, number, b"".join(part)) for number, part in enumerate(parts))
        level, tier = ([tree_hash(part) for part in parts] if len(parts) > 1 else []), tier + 1


def tiles_of_path(place: int, size: int) -> list[tuple[int, int]]:
    """Return tier and number of each tile that the path of the leaf at a place (from 0) needs, the lowest first.

    IndexError if a tree of `size` leaves has no such leaf.
    """
    if not 0 <= place < size:
        message = f"The tree has {size} leaves, and none at {place}."
        raise IndexError(message)
    needed, nodes = [(0, place // WIDTH)], size
    while (nodes := -(-nodes // WIDTH)) > 1:
        tier, number = needed[-1]
        needed.append((tier + 1, number // WIDTH))
    return needed


def path_from_tiles(place: int, size: int, tiles: Mapping[tuple[int, int], bytes]) -> tuple[bytes, list[bytes]]:
    """Return the hash of the leaf at a place, and its path to the hash of the tree (RFC 9162, 2.1.3.1).

    `tiles` has the nodes by tier and number. KeyError or IndexError if one of them, or a node in it, is missing.
    """
    path: list[bytes] = []
    leaf, at = b"", place
    for tier, number in tiles_of_path(place, size):
        held = tiles[tier, number]
        nodes = [held[start : start + HASH_BYTES] for start in range(0, len(held), HASH_BYTES)]
        path += inclusion_path(nodes, at % WIDTH)
        leaf = leaf or nodes[at % WIDTH]
        at //= WIDTH
    return leaf, path
