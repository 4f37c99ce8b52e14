"""A path that is read from tiles is the path over all leaves, for trees of every shape."""

import random

import pytest

from institutions.values.merkle import inclusion_path, leaf_hash, root_of_path, tree_hash
from institutions.values.merkle_tiles import WIDTH, path_from_tiles, tiles_of_path, tree_tiles

SIZES = [*range(1, 200), WIDTH**2 - 1, WIDTH**2, WIDTH**2 + 1, 3 * WIDTH**2 + 5]


def test_each_path_is_that_over_all_leaves() -> None:
    chance = random.Random(20261129)  # noqa: S311 - a test
    for size in SIZES:
        leaves = [leaf_hash(b"%d" % number) for number in range(size)]
        tiles = {(each.tier, each.number): each.nodes for each in tree_tiles(leaves)}
        root = tree_hash(leaves)
        for place in {0, size - 1, *(chance.randrange(size) for _ in range(20))}:
            needed = {each: tiles[each] for each in tiles_of_path(place, size)}
            assert len(needed) <= 3
            leaf, path = path_from_tiles(place, size, needed)
            assert (leaf, path) == (leaves[place], inclusion_path(leaves, place)), (size, place)
            assert root_of_path(leaf, place, size, path) == root


def test_tiles_are_a_small_part_of_the_leaves_more() -> None:
    tiles = list(tree_tiles([leaf_hash(b"%d" % number) for number in range(5_000)]))
    assert [sum(each.tier == tier for each in tiles) for tier in range(4)] == [79, 2, 1, 0]
    assert sum(len(each.nodes) for each in tiles) == 32 * (5_000 + 79 + 2)
    assert list(tree_tiles([])) == []


@pytest.mark.parametrize(("place", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_a_place_that_a_tree_does_not_have_is_refused(place: int, size: int) -> None:
    with pytest.raises(IndexError, match=f"The tree has {size} leaves, and none at {place}"):
        tiles_of_path(place, size)


def test_a_missing_tile_or_node_is_an_error() -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(130)]
    tiles = {(each.tier, each.number): each.nodes for each in tree_tiles(leaves)}
    with pytest.raises(KeyError):
        path_from_tiles(70, 130, {**{key: value for key, value in tiles.items() if key != (1, 0)}})
    with pytest.raises(IndexError):
        path_from_tiles(129, 130, {**tiles, (0, 2): tiles[0, 2][:32]})
