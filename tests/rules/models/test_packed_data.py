"""Packed data comes back as it was, or is refused; dictionaries stay as they were."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.models.packing import dictionaries
from rules.models.packing.dictionaries import FILES, FOLDER, NONE, OUTCOMES, DictionaryError, dictionary_text
from rules.models.packing.packed_data import PackedError, pack, unpack

pytestmark = pytest.mark.bare
LARGEST = 32_000  # bytes: what is farther back, zlib does not find
SAID = [[[], {"code": "silent.nothing_of_kind", "parameters": {"kind": "benefit"}, "version": 1}], [[], None]]
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=20,
)


@given(PLAIN, st.sampled_from([NONE, OUTCOMES]))
def test_everything_comes_back(data: object, dictionary: int) -> None:
    packed = pack(data, dictionary)
    assert unpack(packed) == data
    assert unpack(memoryview(packed)) == data


def test_a_dictionary_makes_typical_outcomes_short() -> None:
    data = SAID * 28
    assert len(pack(SAID, OUTCOMES)) < len(pack(SAID)) / 2
    assert len(pack(data, OUTCOMES)) < len(json.dumps(data)) / 30


def test_damaged_data_is_refused() -> None:
    packed = pack(SAID, OUTCOMES)
    for place in range(1, len(packed)):
        changed = bytearray(packed)
        changed[place] ^= 1
        with pytest.raises(PackedError, match="Restore the row from a backup"):
            unpack(bytes(changed))
    for damaged in (b"", packed[:1], packed[:-1], packed + b"x", bytes([NONE]) + packed[1:], b"\x00{}"):
        with pytest.raises(PackedError):
            unpack(damaged)


def test_a_missing_or_changed_dictionary_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack(SAID, OUTCOMES)
    with pytest.raises(DictionaryError, match="Dictionary 250 is unknown here"):
        unpack(bytes([250]) + packed[1:])
    monkeypatch.setitem(dictionaries.FILES, OUTCOMES, (FILES[OUTCOMES][0], sha256(b"another").hexdigest()))
    dictionary_text.cache_clear()
    try:
        with pytest.raises(DictionaryError, match=r"Restore the file"):
            unpack(packed)
    finally:
        dictionary_text.cache_clear()


def test_no_dictionary_was_ever_changed() -> None:
    """Rows were packed with them: add a dictionary under a new number instead."""
    known = {
        OUTCOMES: "bcfa4e0b3b177aabac25854106db8c80e32a08e927f9089239f021b66c22dc06",
        2: "ade7e7bea85f9e791c96f97bd2e807d4c0daaef631b7467696b418e032106a60",
        3: "2ca2a8bef7d431735aa7f2dc2d10e404ae47459c5f8823b84e4f12d10a7fdcdb",
        4: "2ef0e7fb964a73ac54eb28552c8779ce4bc7e0bf463e47bc697942089e71f20a",
        5: "7f8d17ba0d9b54b96c8649d2e173a3804e6d6195c94a80db70b145e12ed02f3c",
        6: "3271f943ad6513776c8a077fe6f1be4201f9ca36143f3e3c3f558c14c50c84c6",
        7: "d731a873d3005e9bd51365bd464530f4d01410234e1973191a48809465d9b139",
        8: "ce8e516611480272813487ee14b899f8eb157c306db88e93214a6a2608c38f07",
        9: "9cec0dca483c9e747ff2070449e69af0ac87c472ea9302345913d8de161d039b",
        10: "5dd240d04fcc73332e016f43ce41d256686302992675a80b344d3e93f4463e1e",
        11: "43664bbf692bd6d51845581929461e15363acfcd68b11b5e603867dde4878602",
        12: "d9b976871fab03310070cba170b80c9568e7d32d2ae28e1576cbe287bc7ce325",
        13: "2d8367eeac19d29a92d5f9b30dbe4ac0e87f19f315f36b91f69e7eab494f80ec",
    }
    assert {number: sha256((FOLDER / name).read_bytes()).hexdigest() for number, (name, _sha) in FILES.items()} == known
    assert all((FOLDER / name).stat().st_size <= LARGEST for name, _sha in FILES.values())


def test_a_row_of_today_can_be_read_for_ever() -> None:
    """These bytes were packed when rows were first packed; whatever the program becomes, it reads them."""
    assert unpack(bytes.fromhex("0178bbe5dad3a78b8e8e8ed5a1aa0363754046e695e6e4c4c6020028742116")) == SAID
