"""One text for one content, and the hashes by which rows and events are compared: they never change."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from institutions.values.hashing import canonical_json, hash_json, hash_text, quick_json

pytestmark = pytest.mark.bare
SCALARS: Final = some.none() | some.booleans() | some.integers() | some.text()
DATA: Final = some.recursive(SCALARS, lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner))


def test_order_and_spaces_do_not_count() -> None:
    assert canonical_json({"b": 1, "a": "磁石"}) == '{"a":"磁石","b":1}'
    assert hash_json({"a": 1, "b": 2}) == hash_json({"b": 2, "a": 1})


def test_the_hash_of_plain_data_is_that_of_its_canonical_text() -> None:
    content = {"b": [1, None, True], "a": "磁石"}
    assert hash_json(content) == hash_text(canonical_json(content))
    assert hash_json(content) == "6b603d64b109e089205257ac881f13d710cc14f0e1243d6275d851581262d112"


def test_a_text_is_hashed_as_it_is_and_as_json_with_its_quotes() -> None:
    assert hash_text("磁石") == "62efc3f769f5f72ea537901774ff6d4a9983a1aff037ae453310152a1f99d1df"
    assert hash_json("磁石") == hash_text('"磁石"') != hash_text("磁石")


def test_a_number_that_json_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))


@given(DATA)
def test_the_quick_way_writes_the_same_bytes(data: Any) -> None:  # Any: plain data without fractions
    assert quick_json(data) == canonical_json(data)


def test_the_quick_way_writes_characters_and_numbers_that_others_escape_or_refuse_as_the_slow_way() -> None:
    odd = ['\x00\x1f\x7f\x85\u2028\u2029\ufeff"\\/<>&\b\f\n\r\t', "𠮷野家", 2**63, -(2**64), 2**200]
    assert quick_json({"é": odd, "e": {}, "\U0001f600": (), "￿": None}) == canonical_json(
        {"é": odd, "e": {}, "\U0001f600": (), "￿": None}
    )
