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
    known = {OUTCOMES: "bcfa4e0b3b177aabac25854106db8c80e32a08e927f9089239f021b66c22dc06"}
    assert {number: sha256((FOLDER / name).read_bytes()).hexdigest() for number, (name, _sha) in FILES.items()} == known


def test_a_row_of_today_can_be_read_for_ever() -> None:
    """These bytes were packed when rows were first packed; whatever the program becomes, it reads them."""
    assert unpack(bytes.fromhex("0178bbe5dad3a78b8e8e8ed5a1aa0363754046e695e6e4c4c6020028742116")) == SAID
