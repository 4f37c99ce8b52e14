"""Whatever stands in a file: documents or refusals with their place; never an exception."""

import copy
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.register_document import Record, RefusedRecord
from tests.institutions.formats.bods.reading.samples import entity, interest, person, relationship
from tests.institutions.formats.bods.reading.test_earlier_versions import company, owner, owns

pytestmark = pytest.mark.bare

FILE = [
    entity(
        identifiers=[{"scheme": "GB-COH", "id": "1"}],
        addresses=[{"address": "1-1"}],
        jurisdiction={"code": "JP"},
        publicListing={"hasPublicListing": True},
        alternateNames=["Hikari"],
    ),
    person(nationalities=[{"code": "JP"}]),
    relationship(interest(share=5, start="2020-01-01", directOrIndirect="indirect"), componentRecords=["r1"]),
]
EARLIER = [
    company("c0", version="0.1"),
    company(replacesStatements=["c0"], missingInfoReason="none", identifiers=[{"scheme": "GB-COH", "id": "1"}]),
    owner(),
    owns("r1", {"type": "shareholding", "interestLevel": "direct", "share": {"exact": 6.2}}),
    owns(
        "r2",
        {"type": "voting-rights", "share": {"minimum": 5, "exclusiveMinimum": True}},
        party={"unspecified": {"reason": "unknown"}},
        replacesStatements=["r1"],
        componentStatementIDs=["r1"],
    ),
]
TEXTS = ["", "1", "hikari", "sato", "entity", "closed", "direct", "0.3", "1970-01-01", "2026-02-30", "\0", "\ud800"]
SCALARS: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.sampled_from(TEXTS)
)
NAMES = st.sampled_from(
    (
        *("statementId", "recordId", "recordType", "recordStatus", "recordDetails", "statementDate", "source", "url"),
        *("name", "names", "fullName", "identifiers", "scheme", "id", "code", "type", "reason", "subject", "exact"),
        *("statementID", "statementType", "replacesStatements", "unspecified", "describedByEntityStatement"),
        *("interestedParty", "interests", "share", "startDate", "endDate", "componentRecords", "publisher"),
    )
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=20
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a file."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for name, each in inner for found in places(each, (*path, name)))]


FILES = {"present": FILE, "earlier": EARLIER}
PLACES = [(name, path) for name, file in FILES.items() for path in places(file) if path]
ODD: list[Any] = [
    None,
    True,
    -1,
    1e308,
    10**90,
    "",
    "\0",
    "\ud800",
    [],
    {},
    ["\ud800"],
    [[]],
    [{}],
    {"\ud800": "\ud800"},
]


def records(value: Any) -> list[Record]:
    """Return the records that the reader makes of any JSON."""
    return list(read_bods(io.BytesIO(json.dumps(value).encode())))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_each_odd_value_in_each_place_gives_documents_or_refusals(odd: Any) -> None:
    for name, path in PLACES:
        check_odd_value(name, path, odd)


@given(st.sampled_from(PLACES), VALUES)
def test_one_odd_value_anywhere_gives_documents_or_refusals(place: tuple[str, tuple[Any, ...]], odd: Any) -> None:
    check_odd_value(*place, odd)


def check_odd_value(name: str, path: tuple[Any, ...], odd: Any) -> None:
    """Read a file with another value in one place."""
    changed: Any = copy.deepcopy(FILES[name])
    at: Any = changed
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = odd
    found = records(changed)
    assert found
    said = [error for each in found for error in (each.errors if isinstance(each, RefusedRecord) else each.notes)]
    assert all(each.field == "" or each.field.startswith("/") for each in said)
    assert all(each.errors for each in found if isinstance(each, RefusedRecord))


@given(VALUES)
def test_any_value_gives_documents_or_refusals(odd: Any) -> None:
    for found in records([odd]):
        assert isinstance(found, RefusedRecord) <= bool(getattr(found, "errors", True))


@given(st.integers(1, 3000))
def test_a_file_that_is_cut_off_says_so(length: int) -> None:
    content = json.dumps(FILE).encode()[:length]
    found = list(read_bods(io.BytesIO(content)))
    assert isinstance(found[0], RefusedRecord) or length >= len(json.dumps(FILE))
