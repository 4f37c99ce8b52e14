"""The published JSON Schema says what the check says, as far as a schema can."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from institutions.drafts.check import DraftInvalid, check_document
from institutions.drafts.schema import submission_schema
from institutions.kinds import KINDS
from institutions.management.work.submission_schema import schema_text
from tests.documents import EXAMPLE_NAMES, example, small, with_statement
from tests.every import every
from tests.institutions.drafts.test_limits import places

VALIDATOR = Draft202012Validator(submission_schema())
VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 620, 10_000, 10_001, 2**63, 2**63 - 1, 1.5),
    *("", " ", "x", "METI", "hikari", "sato", "CN", "XX", "fact", "open", "magnets", "a\nb", "1 USD"),
    *("2026-06-20", "2026-6-20", "https://example.jp/", "javascript:1", "x" * 101, "x" * 201, "x" * 2001),
    *([], ["CN"], ["hikari"], [{}], {}, {"ja": "磁石"}, {"en": ""}, {"fr": "x"}),
]
# What only the check can see: the register, keys, check digits, the order of dates, days of the calendar.
BEYOND_A_SCHEMA = (
    *("is not a key", "is not the key", "is not the code", "takes a", "used twice", "is the code of"),
    *("is before", "does not exist in the calendar", "not between", "The degree", "Relatives", "check digit"),
    *("No party of the register", "Describe it once", "Give its name too", "would be above itself"),
    *("The list has", "more than 12 levels", "cannot be its own", "all of its own shares", "carry no votes"),
)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(submission_schema())


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_every_example_is_valid(name: str) -> None:
    assert [each.message for each in VALIDATOR.iter_errors(example(name))] == []


@every("kind", KINDS)
@pytest.mark.usefixtures("meti")
def test_a_statement_with_every_field_passes_both(kind: str) -> None:
    document = with_statement(kind=kind, **{"from": "2026-01-01", "until": "2026-12-31", "confidence": "claim"})
    document["people"].append({"key": "mori", "name": {"ja": "森 一"}})
    statement = document["statements"][0]
    for field in KINDS[kind].fields:
        statement[field.name] = FILLED[field.sort](field)
    if upper := [field.name for field in KINDS[kind].fields if field.name in ("parent", "controller")]:
        statement |= dict.fromkeys(upper, "kita")  # nobody is above itself
    if kind == "declaration":
        statement["verified_by"] = "mori"  # nobody checks their own
    if kind == "kinship":
        statement |= {"degree": 2, "by": "blood"}
    document["statements"].append({"kind": "call", "key": "c1", "body": "METI"})
    assert [each.message for each in VALIDATOR.iter_errors(document)] == []
    assert check_document(document).statements[0].kind == kind


PARTIES = {"company": "hikari", "person": "sato", "body": "METI"}
FILLED: dict[str, Any] = {
    "party": lambda field: PARTIES[min(field.allows)],
    "parties": lambda _: ["hikari", "kita"],
    "date": lambda _: "2026-06-15",
    "yen": lambda _: 1,
    "bp": lambda _: 10_000,
    "days": lambda _: 0,
    "count": lambda _: 2**63 - 1,
    "flag": lambda _: False,
    "word": lambda field: list(field.words)[-1],
    "country": lambda _: "NO",
    "text": lambda _: "課長",
    "key": lambda _: "k1",
    "call": lambda _: "c1",
    "money": lambda _: "1250000.50 USD",
}


def mutated(data: st.DataObject) -> dict[str, Any]:
    """Return an example with one value replaced, removed or added."""
    document = example(data.draw(st.sampled_from(EXAMPLE_NAMES)))
    *path, last = data.draw(st.sampled_from([place for place in places(document) if place]))
    node: Any = document
    for step in path:
        node = node[step]
    how = data.draw(st.sampled_from(["replace", "replace", "remove", "rename"]))
    if how == "replace" or isinstance(node, list):
        node[last] = data.draw(st.sampled_from(VALUES))
    elif how == "remove":
        del node[last]
    else:
        node[data.draw(st.sampled_from(["extra", "on", "domain", "key"]))] = node.pop(last)
    return document


@given(data=st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("meti", "digital_agency")
def test_schema_and_check_agree(data: st.DataObject) -> None:
    document = mutated(data)
    valid = VALIDATOR.is_valid(document)
    try:
        check_document(document)
    except DraftInvalid as refused:
        seen_by_a_schema = [e for e in refused.errors if not any(text in e.message for text in BEYOND_A_SCHEMA)]
        assert not (valid and seen_by_a_schema), refused.errors  # noqa: PT017 - either outcome is right
    else:
        assert valid, [each.message for each in VALIDATOR.iter_errors(document)]


def test_the_schema_refuses_what_the_contract_refuses() -> None:
    for document in (
        small(extra=1),
        small(value_yen=-1),
        small(value_yen=None),
        small(participants=[]),
        with_statement(kind="shareholding", holder="sato", company="hikari", share_bp=10_001),
        with_statement(kind="nonsense"),
        with_statement(kind="clearance", level="x"),
    ):
        assert not VALIDATOR.is_valid(document)


def test_the_published_file_is_the_schema() -> None:
    """After a change: `manage.py submission_schema > docs/submission.schema.json`."""
    published = Path(__file__).resolve().parents[3] / "docs" / "submission.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text()
