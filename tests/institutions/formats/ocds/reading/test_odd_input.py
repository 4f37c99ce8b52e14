"""Whatever stands in a release: a document that the check reads, or errors with their place; never an exception."""

import copy
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from institutions.formats.ocds.reading.conversion import ReleaseOrigin, convert_release
from institutions.formats.ocds.reading.merging import compile_releases
from institutions.formats.ocds.reading.packages import processes_in
from tests.institutions.formats.ocds.reading.samples import OPTIONS, RELEASE

pytestmark = pytest.mark.bare

TEXTS = ["", "1", "H", "JPY", "USD", "open", "active", "1970-01-01", "2026-02-30", "\0", "\ud800", "磁石"]
SCALARS: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.sampled_from(TEXTS)
)
NAMES = st.sampled_from(
    (
        *("id", "name", "ocid", "date", "tag", "status", "value", "amount", "currency", "tenderers", "suppliers"),
        *("parties", "roles", "tender", "bids", "details", "awards", "contracts", "shareholders", "shareholder"),
        *("shareholding", "identifier", "scheme", "releases", "records", "compiledRelease"),
    )
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=20
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a release."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for name, each in inner for found in places(each, (*path, name)))]


PLACES = [path for path in places(RELEASE) if path]


@given(st.sampled_from(PLACES), VALUES)
def test_one_odd_value_anywhere_gives_a_document_or_errors(path: tuple[Any, ...], odd: Any) -> None:
    changed = copy.deepcopy(RELEASE)
    at: Any = changed
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = odd
    found = convert_release(changed, OPTIONS, ReleaseOrigin())
    assert found.errors or found.document["participants"]
    assert all(each.field == "" or each.field.startswith("/") for each in (*found.errors, *found.notes))


@given(VALUES)
def test_any_value_gives_processes_and_each_a_document_or_errors(odd: Any) -> None:
    for process in processes_in(odd):
        assert (process.release is None) == bool(process.errors)
        if process.release is not None:
            found = convert_release(process.release, OPTIONS, ReleaseOrigin())
            assert found.errors or found.document["participants"]


@example([{"id": float("inf"), "name": "\ud800"}])
@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=4), min_size=1, max_size=4))
def test_any_releases_can_be_merged(odd: list[dict[str, Any]]) -> None:
    dated = [{**each, "date": f"2026-01-0{day}"} for day, each in enumerate(odd, start=1)]
    assert isinstance(compile_releases(dated), dict)
