"""Documents that reach deeper than random ones: every kind at once, and a valid document with one thing made odd."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.web.api.conftest import DOCUMENT, Caller, with_
from tests.rules.web.api.every_kind import statements

COMPANIES = [{"key": key, "name": {"en": f"{key.title()} Co., Ltd."}} for key in ("hikari", "kita")]
PEOPLE = [{"key": key, "name": {"en": key.title()}} for key in ("sato", "abe")]


def full(place: int) -> dict[str, Any]:
    return with_(DOCUMENT, companies=COMPANIES, people=PEOPLE, statements=statements(place))


@pytest.mark.parametrize("place", range(8))
def test_a_document_with_every_kind_is_registered_and_prechecked(caller: Caller, place: int) -> None:
    checked = caller.send("POST", "precheck/", full(place))
    assert checked.status_code == 200, checked.content
    assert caller.register(full(place)).status_code == 201


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(leaf for key, each in below for leaf in leaves(each, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy: Any = list(value) if isinstance(value, list) else dict(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None, True, False, 0, -1, 1, 10_000, 10_001, 2**31, 2**63 - 1, 2**63, 10**25, 0.5, 1.0, -0.0, "", " ", "x",
        "METI", "hikari", "sato", "abe", "kita", "NOBODY", "CN", "2026-02-30", "0001-01-01", "9999-12-31", "2026-05-01",
        "1e5", "\u202e", "𠮷" * 3000, "a\nb", [], {}, [None], [[]], {"a": 1}, ["hikari", "hikari"],
        {"en": "x", "ja": ""}, {"from": "2026-01-02", "until": "2026-01-01"},
    ]
)  # fmt: skip
FULL = full(0)
PATHS = leaves(FULL)


@settings(max_examples=250, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    changes=st.lists(st.tuples(st.sampled_from(PATHS[1:]), ODD), min_size=1, max_size=2),
    path=st.sampled_from(["precheck/", "partnerships/"]),
)
def test_a_valid_document_made_odd_is_accepted_or_refused_and_never_a_fault(
    caller: Caller, changes: list[tuple[tuple[Any, ...], Any]], path: str
) -> None:
    document = FULL
    for where, odd in changes:
        try:
            document = put(document, where, odd)
        except (KeyError, IndexError, TypeError, ValueError):  # the first change took the place away
            continue
    answer = caller.send("POST", path, document)
    assert answer.status_code in (200, 201, 403, 409, 422), answer.content
