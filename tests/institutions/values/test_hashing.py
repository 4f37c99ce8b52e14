"""One text for one content, and the hashes by which rows and events are compared: they never change."""

import pytest

from institutions.values.hashing import canonical_json, hash_json, hash_text

pytestmark = pytest.mark.bare


def test_order_and_spaces_do_not_count() -> None:
    assert canonical_json({"b": 1, "a": "磁石"}) == '{"a":"磁石","b":1}'
    assert hash_json({"a": 1, "b": 2}) == hash_json({"b": 2, "a": 1})


def test_the_hash_of_plain_data_is_that_of_its_canonical_text() -> None:
    given = {"b": [1, None, True], "a": "磁石"}
    assert hash_json(given) == hash_text(canonical_json(given))
    assert hash_json(given) == "6b603d64b109e089205257ac881f13d710cc14f0e1243d6275d851581262d112"


def test_a_text_is_hashed_as_it_is_and_as_json_with_its_quotes() -> None:
    assert hash_text("磁石") == "62efc3f769f5f72ea537901774ff6d4a9983a1aff037ae453310152a1f99d1df"
    assert hash_json("磁石") == hash_text('"磁石"') != hash_text("磁石")


def test_a_number_that_json_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))
