"""Documents that are too large, too deep, or no documents: refused clearly, and never with another error."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.drafts.check import DraftInvalid, check_document
from tests.documents import example, small
from tests.every import every
from tests.institutions.drafts.test_check import errors_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # with NUL, control characters and lone surrogates
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(ANY_TEXT, inner, max_size=5),
    max_leaves=20,
)


@pytest.mark.parametrize("given", [None, 1, "x", [], True, 1.5])
def test_only_an_object_is_a_document(given: object) -> None:
    assert "Send one JSON object" in errors_of(given)[""]


def test_ten_thousand_statements_are_the_most() -> None:
    statement = small()["statements"][1]
    assert len(check_document(small(statements=[statement] * 10_000)).statements) == 10_000
    errors = errors_of(small(statements=[statement] * 10_001))
    assert errors == {"/statements": "The list has 10001 items; the limit is 10000. Split the document."}


def test_a_hundred_thousand_statements_are_refused_without_reading_them() -> None:
    assert "5 MB" in errors_of(small(statements=[{"kind": "nonsense", "note": "x" * 40}] * 100_000))[""]


def test_ten_megabytes_are_refused() -> None:
    assert "5 MB" in errors_of(small(statements=[], title={"en": "x" * 10_000_000}))[""]


def test_endless_nesting_is_refused() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert "levels deep" in errors_of(small(statements=deep))[""]


def test_what_is_not_json_is_refused() -> None:
    assert "set" in errors_of(small(statements={1, 2}))[""]
    assert "not a text" in errors_of({1: 2})[""]


def test_errors_end_at_fifty_with_their_number() -> None:
    with pytest.raises(DraftInvalid) as refused:
        check_document(small(statements=[{"kind": "x"}] * 9_000))
    assert (len(refused.value.errors), refused.value.total) == (51, 9_000)
    assert "9000 errors" in refused.value.errors[-1].message


@given(JSON)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_is_refused_with_errors_that_can_be_sent(given: object) -> None:
    with pytest.raises(DraftInvalid) as refused:
        check_document(given)
    for each in refused.value.errors:
        json.dumps([each.field, each.message]).encode()
        (each.field + each.message).encode()


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value of a document."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for name, value in inner for place in places(value, (*path, name)))]


@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_value_replaced_by_any_other_gives_a_draft_or_errors(data: st.DataObject) -> None:
    document = example("hikari_magnetics")
    *path, last = data.draw(st.sampled_from([place for place in places(document) if place]))
    node: Any = document
    for step in path:
        node = node[step]
    node[last] = data.draw(JSON)
    try:
        check_document(document)
    except DraftInvalid as refused:
        assert refused.errors  # noqa: PT017 - either outcome is right


@every("text", ["a\0b", "\ud800", "\udc00x"])
@every(
    "place",
    [
        ("companies", 0, "key"),
        ("companies", 0, "id"),
        ("companies", 0, "corporate_number"),
        ("companies", 0, "lei"),
        ("companies", 0, "name", "ja"),
        ("participants", 0, "company"),
        ("statements", 0, "source"),
        ("submitted_by",),
        ("reference",),
    ],
)
def test_characters_that_no_database_stores_are_refused_everywhere(place: tuple[Any, ...], text: str) -> None:
    document = small()
    node: Any = document
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = text
    assert "/" + "/".join(map(str, place)) in errors_of(document)


@every("wrong", [[], {}, [[]], 5, None])
@every("table", ["companies", "people", "bodies", "sources", "statements", "participants", "officials"])
def test_rows_and_keys_of_any_type_are_refused_without_another_error(table: str, wrong: object) -> None:
    row = {
        "key": wrong,
        "id": wrong,
        "kind": wrong,
        "parent": wrong,
        "corporate_number": wrong,
        "lei": wrong,
        "call": wrong,
    }
    errors_of(small(**{table: [row, wrong]}))
