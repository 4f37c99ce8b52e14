"""One text for one content, and where two contents differ."""

import pytest

from institutions.values.canonical import canonical_json, differing_fields, sha256_of

pytestmark = pytest.mark.bare


def test_order_and_spaces_do_not_count() -> None:
    assert canonical_json({"b": 1, "a": "磁石"}) == '{"a":"磁石","b":1}'
    assert sha256_of({"a": 1, "b": 2}) == sha256_of({"b": 2, "a": 1})


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ({"a": 1}, {"a": 2}, ("/a",)),
        ({"a": None}, {}, ("/a",)),
        ({"a": {"b": None}}, {"a": {}}, ("/a/b",)),
        ({"a": {"b": 1, "c": 1}}, {"a": {"b": 1, "c": 2}}, ("/a/c",)),
        ({"a": [1, 2, 3]}, {"a": [1, 5, 3]}, ("/a/1",)),
        ({"a": [1]}, {"a": [1, 2]}, ("/a",)),
        ({"a": 1}, {"a": 1}, ()),
    ],
)
def test_differences_are_named_by_their_place(
    first: dict[str, object], second: dict[str, object], differs: tuple[str, ...]
) -> None:
    assert differing_fields(first, second) == differs
