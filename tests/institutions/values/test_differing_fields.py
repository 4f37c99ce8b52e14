"""Differences between two documents."""

import pytest

from institutions.values.differing_fields import differing_fields

pytestmark = pytest.mark.bare


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
