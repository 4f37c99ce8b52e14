"""Snapshots are stored as a shorter text, and come back letter by letter."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.values.hashing import quick_json
from rules.models import Snapshot
from rules.models.packing.dictionaries import SHAPED_SNAPSHOTS, SNAPSHOTS
from rules.models.packing.packed_text import PLAIN, pack_text, unpack_text
from rules.models.packing.snapshot_shape import shape, unshape

pytestmark = pytest.mark.bare
Json = dict[str, Any]  # Any: plain data
BOTH = (SHAPED_SNAPSHOTS, SNAPSHOTS)
ODD = '=/: ab株\x01\\"'
KINDS = st.sampled_from(["bid", "holds_stake", "partnership"])
WORDS = st.sampled_from(["", "=", "/", "a", "bid:1", "bid/1", "bid/2", "stake/2", "/2", "=bid:1"]) | st.text(
    ODD, max_size=4
)
VALUES = st.none() | st.booleans() | st.integers(-2, 2) | st.integers() | st.floats(allow_nan=False) | WORDS
NAMES = st.sampled_from(["a", "b", "c_1", "c_2", "fact", "t"]) | st.text(ODD, max_size=3)
FIELDS = st.dictionaries(NAMES, VALUES, max_size=3)


def fact(kind: str, own: str, **values: Any) -> Json:
    return {"id": f"{kind}:{own}", "type": kind, "values": values, "origins": [f"{kind}/{own}"]}


def snapshot(facts: list[Json], computed: Json, sources: Json) -> Json:
    records = [{**each["values"], **computed, "fact": each["id"], "t": each["type"]} for each in facts]
    return {"as_of": "2026-07-01", "facts": facts, "format": 2, "records": records, "sources": sources}


STAKES = [fact("holds_stake", str(n), holder="sato", share_bp=n) for n in range(20)]
SOURCES = {f"holds_stake/{n}": {"title": "A list" if n < 9 else "Another"} for n in range(20)}
USUAL = quick_json(snapshot(STAKES, {"c_1": True}, SOURCES))


@st.composite
def odd_snapshots(draw: st.DrawFn) -> str:
    """Draw texts near those of snapshots: with records and sources that fit their facts, and with others."""
    facts: Any = draw(  # Any: facts, odd ones too
        st.lists(
            st.fixed_dictionaries(
                {"id": WORDS, "type": KINDS, "values": FIELDS, "origins": st.lists(WORDS, max_size=3)},
                optional={"not_recorded": st.lists(WORDS, max_size=2), "further": st.integers(1, 3)},
            ),
            max_size=4,
        )
    )
    data = snapshot(facts, draw(FIELDS), {})
    refs = sorted({each for one in facts for each in one["origins"] if "/" in each})
    data["sources"] = draw(
        st.just({each: {"title": each[:1]} for each in refs}) | st.dictionaries(WORDS, FIELDS, max_size=2)
    )
    return draw(st.sampled_from([quick_json(data), json.dumps(data), quick_json({**data, "records": []})]))


@given(odd_snapshots())
def test_every_snapshot_comes_back_as_it_is(text: str) -> None:
    packed = pack_text(text, BOTH)
    assert unpack_text(packed) == unpack_text(memoryview(packed)) == text


def test_what_a_snapshot_says_several_times_is_stored_once() -> None:
    short = shape(USUAL)
    assert short is not None
    assert unshape(short) == USUAL
    assert (short.count("share_bp"), short.count("holds_stake"), short.count("A list")) == (1, 1, 1)
    packed = pack_text(USUAL, BOTH)
    assert packed[0] == SHAPED_SNAPSHOTS
    assert len(packed) < len(pack_text(USUAL, (SNAPSHOTS,))) * 2 / 3


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        '{"facts":[]}',
        json.dumps(json.loads(USUAL)),  # with spaces
        quick_json({**json.loads(USUAL), "records": []}),
        quick_json({**json.loads(USUAL), "sources": {"no/origin": {}}}),
        quick_json(snapshot([{**STAKES[0], "values": {"two words": 1}}], {}, {"holds_stake/0": {}})),
    ],
)
def test_a_text_that_would_not_come_back_is_packed_as_it_is(text: str) -> None:
    assert shape(text) is None
    packed = pack_text(text, BOTH)
    assert packed[0] in (SNAPSHOTS, PLAIN)
    assert unpack_text(packed) == text


def test_a_column_of_before_is_read_beside_one_of_now() -> None:
    column = Snapshot._meta.get_field("content")
    before, now = pack_text(USUAL, (SNAPSHOTS,)), column.get_db_prep_value(USUAL, FakeConnection)
    assert (before[0], now[0]) == (SNAPSHOTS, SHAPED_SNAPSHOTS)
    assert column.from_db_value(before, None, None) == column.from_db_value(now, None, None) == USUAL


class FakeConnection:
    """A connection whose driver takes bytes as they are."""

    class Database:
        Binary = bytes
