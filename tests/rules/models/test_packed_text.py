"""Packed texts come back as they were, or are refused; SQL cannot compare with them."""

import json
from uuid import UUID

import pytest
from django.core.exceptions import FieldError
from hypothesis import given
from hypothesis import strategies as st

from rules.models import Match, Snapshot
from rules.models.packing.columns import PackedJson
from rules.models.packing.dictionaries import BASIS, EVIDENCE, REMEDIES, SNAPSHOTS, STATEMENTS, DictionaryError
from rules.models.packing.packed_data import PackedError
from rules.models.packing.packed_text import (
    BYTES_OF_ID,
    MOST_IDS,
    PLAIN,
    pack_text,
    shortest,
    shortest_kept,
    unpack_text,
)

pytestmark = pytest.mark.bare
IDS = [str(UUID(int=each << 64)) for each in range(3)]
FACTS = json.dumps(
    [
        {"id": f"stake:{one}", "type": "holds_stake", "values": {"holder": one, "company": other, "share_bp": 1000}}
        for one in IDS
        for other in IDS
    ],
    separators=(",", ":"),
)
PIECES = (
    st.text(st.characters(exclude_categories=["Cs"])) | st.uuids().map(str) | st.sampled_from(["\x01", "\x010\x02"])
)
PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | PIECES,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=20,
)


@given(st.lists(PIECES).map("".join), st.sampled_from([(), (SNAPSHOTS,), BASIS, REMEDIES]))
def test_every_text_comes_back(text: str, dictionaries: tuple[int, ...]) -> None:
    packed = pack_text(text, dictionaries)
    assert unpack_text(packed) == unpack_text(memoryview(packed)) == text
    assert len(packed) <= len(text.encode()) + 1


@given(PLAIN_DATA)
def test_plain_data_comes_back_with_its_keys_in_order(data: object) -> None:
    column = PackedJson(dictionaries=(EVIDENCE,))
    assert json.dumps(column.unpacked(column.packed(data))) == json.dumps(data)


def test_each_id_is_stored_once() -> None:
    packed = pack_text(FACTS, (SNAPSHOTS,))
    assert FACTS.count(IDS[0]) > 5
    assert all(packed.count(UUID(each).bytes) == 1 for each in IDS)
    assert len(packed) < len(IDS) * BYTES_OF_ID + 130 < len(FACTS) / 7


def test_a_text_with_too_many_ids_keeps_them() -> None:
    text = " ".join(str(UUID(int=each << 64)) for each in range(MOST_IDS + 1))
    packed = pack_text(text, (SNAPSHOTS,))
    assert packed[0] == SNAPSHOTS
    assert packed[5:7] == b"\x00\x00"
    assert unpack_text(packed) == text


def test_what_is_stored_of_before_is_read() -> None:
    assert unpack_text(FACTS) == unpack_text(bytes([PLAIN]) + FACTS.encode()) == FACTS
    column = PackedJson(dictionaries=(EVIDENCE,))
    assert column.unpacked(FACTS) == column.unpacked(bytes([PLAIN]) + FACTS.encode()) == json.loads(FACTS)


def test_a_damaged_text_is_refused() -> None:
    packed = pack_text(FACTS, (SNAPSHOTS,))
    for place in range(1, len(packed)):
        changed = bytearray(packed)
        changed[place] ^= 1
        with pytest.raises(PackedError, match="Restore the row from a backup"):
            unpack_text(bytes(changed))
    for damaged in (b"", packed[:1], packed[:-1], packed + b"x", bytes([STATEMENTS]) + packed[1:], b"\x00\xff"):
        with pytest.raises(PackedError):
            unpack_text(damaged)
    with pytest.raises(DictionaryError, match="Dictionary 250 is unknown here"):
        unpack_text(bytes([250]) + packed[1:])
    with pytest.raises(PackedError):
        PackedJson().unpacked("no plain data")


def test_sql_compares_nothing_with_packed_columns() -> None:
    for refused in ({"content": FACTS}, {"content__contains": IDS[0]}, {"content__startswith": "{"}):
        with pytest.raises(FieldError, match="Unsupported lookup"):
            Snapshot.objects.filter(**refused)
    with pytest.raises(FieldError, match="Unsupported lookup"):
        Match.objects.filter(evidence__icontains=IDS[0])
    assert Match.objects.filter(evidence__isnull=False).query


def test_a_text_of_today_can_be_read_for_ever() -> None:
    """These bytes were packed when texts were first packed; whatever the program becomes, it reads them."""
    assert (
        unpack_text(
            bytes.fromhex(
                "02fa9a40cb00030000000000000000000000000000000000000000000000010000000000000000000000000000000200000000000000008b86957848fbba08ecdc426cc9425ef203e72396111882add0a1a60d8634b7c188081b0c49b2c1908c50a2cc06624289321b88092523926c3022239428b3819850a2cc06aca1140b00"
            )
        )
        == FACTS
    )


def test_what_the_rulebook_says_is_packed_once() -> None:
    text = json.dumps({"law": "national_public_service_act", "article": "103", "of": IDS})
    shortest_kept.cache_clear()
    first = pack_text(text, BASIS)
    assert pack_text(str(text[:5] + text[5:]), list(BASIS)) == first == shortest(text, BASIS)
    assert shortest_kept.cache_info().hits == 1
    pack_text(FACTS, (SNAPSHOTS,))  # what belongs to one case is not kept
    assert shortest_kept.cache_info().currsize == 1
