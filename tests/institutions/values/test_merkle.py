"""Merkle trees give the hashes of RFC 9162, as the reference tests of Certificate Transparency have them."""

import pytest

from institutions.values.merkle import inclusion_path, leaf_hash, root_of_path, root_of_sides, sided_path, tree_hash

pytestmark = pytest.mark.bare

# Entries and roots of the trees over the first one to eight of them, from certificate-transparency's merkle tests.
ENTRIES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [leaf_hash(bytes.fromhex(each)) for each in ENTRIES]


def test_the_trees_have_the_hashes_of_the_reference() -> None:
    assert tree_hash([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tuple(tree_hash(LEAVES[:size]).hex() for size in range(1, 9)) == ROOTS


def test_the_path_of_the_reference() -> None:
    path = [each.hex() for each in inclusion_path(LEAVES, 0)]
    assert path == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_every_path_leads_to_its_tree_and_to_no_other() -> None:
    for size in range(1, 70):
        leaves = [leaf_hash(bytes([each])) for each in range(size)]
        root = tree_hash(leaves)
        for place in range(size):
            path = inclusion_path(leaves, place)
            assert root_of_path(leaves[place], place, size, path) == root, (size, place)
            assert root_of_path(leaf_hash(b"other"), place, size, path) != root
            assert size == 1 or root_of_path(leaves[place], (place + 1) % size, size, path) != root
            assert root_of_path(leaves[place], place, size, [*path, root]) is None
            assert not path or root_of_path(leaves[place], place, size, path[:-1]) is None
            assert root_of_path(leaves[place], place + size, size, path) is None
            assert root_of_path(leaves[place], place - size, size, path) is None
    assert root_of_path(LEAVES[0], 8, 8, []) is None
    with pytest.raises(IndexError, match="has 8 leaves, and none at 8"):
        inclusion_path(LEAVES, 8)


def test_a_path_with_sides_leads_to_the_same_hash() -> None:
    for size in range(1, 40):
        leaves = [leaf_hash(bytes([each])) for each in range(size)]
        for place in range(size):
            sided = sided_path(leaves, place)
            assert [each[1:] for each in sided] == [each.hex() for each in inclusion_path(leaves, place)]
            assert root_of_sides(leaves[place], sided) == tree_hash(leaves), (size, place)
            turned = [("<" if each[0] == ">" else ">") + each[1:] for each in sided]
            assert not sided or root_of_sides(leaves[place], turned) != tree_hash(leaves)
    with pytest.raises(ValueError, match="is no hash with its side"):
        root_of_sides(LEAVES[0], [ROOTS[0]])
