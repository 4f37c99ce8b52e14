"""Each kind of value that the program and its libraries keep in the cache comes back as it was, or is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

from institutions.web.rates.cached_json import UnreadableEntryError, as_count, from_json, to_json
from institutions.web.rates.database_cache import JsonDatabaseCache
from tests.every import every

KEPT: list[Any] = [  # Any: values of every kind
    7,  # counts of requests and failures, locks that were lifted
    0,
    True,  # locks of django-allauth, codes that were given
    "y",  # a code, for django-allauth
    "noted",  # marks of readers
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",  # the trace of a job
    "官公庁 \x00 \u2028",
    [1_795_867_200.123_456_7, 1_795_867_199.000_000_1],  # moments of django-allauth's limits
    [],
    None,
    {"a": [1, {"b": 2.5}]},
]
REFUSED: list[Any] = [
    (1, 2),
    {1: "a number"},
    {1, 2},
    b"bytes",
    datetime(2026, 7, 1, tzinfo=UTC),
    float("nan"),
    float("inf"),
    object(),
]


@every("value", KEPT, name=repr)
def test_a_value_comes_back_with_its_type(value: object) -> None:
    for kept in (to_json(value), to_json(value).encode()):
        read = from_json("key", kept)
        assert (type(read), read) == (type(value), value)
        assert not isinstance(value, list) or [*map(type, read)] == [*map(type, value)]


@every("value", REFUSED, name=repr)
def test_a_value_that_would_come_back_as_another_one_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        to_json(value)


@pytest.mark.django_db
@every("value", KEPT, name=repr)
def test_the_table_keeps_it_too(value: object) -> None:
    cache = JsonDatabaseCache("policyengine_cache", {})
    cache.set("kept", value, 60)
    read = cache.get("kept", "nothing")
    assert (type(read), read) == (type(value), value)


@every(
    "kept",
    ["", "gASVBwAAAAAAAACMAWGULg==", "NaN", "[Infinity]", "{", "[" * 200_000, b"\x80\x05K\x01.", 7, None],
    name=str,
)
def test_what_is_no_json_is_refused_by_key(kept: object, caplog: pytest.LogCaptureFixture) -> None:
    caplog.clear()
    with pytest.raises(UnreadableEntryError, match="the:key"):
        from_json("the:key", kept)
    assert "'the:key'" in caplog.text


@every("value", [True, 1.0, "1", None, [1], -1, 2])
def test_what_is_no_count_or_less_than_was_added_is_refused(value: object) -> None:
    with pytest.raises(UnreadableEntryError):
        as_count("key", value, 3)
