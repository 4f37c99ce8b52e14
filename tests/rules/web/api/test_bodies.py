"""Bodies are declared once: what OpenAPI shows is what the serializer takes, and nothing else reads what was sent."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.fields import _UnvalidatedField
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

from institutions.codes.registry import REGISTRY
from institutions.codes.wording import code_in_both_languages
from institutions.drafts.errors import MAX_ERRORS, FieldError
from institutions.web.openapi import openapi_document
from institutions.web.rest.declared.body import Body, Row, Taken
from institutions.web.rest.declared.fields import AsRead, Checked
from institutions.web.rest.declared.takes import TakesBody, taken_by
from institutions.web.rest.declared.troubles import troubles_in
from rules.web.api.cases.document_body import DocumentBody
from rules.web.api.form_body import Form
from tests.every import every

ROOT: Final = Path(__file__).parents[4]
WRITING: Final = ("post", "put", "patch", "delete")
# Who may read a body as it was sent: the one check, and what compares a request with the same one sent before.
READERS: Final = {"institutions/web/rest/declared/takes.py", "institutions/web/rest/repeated_requests.py"}
# A value of each type of JSON, none of which is right by chance.
SAMPLES: Final[dict[str, Any]] = {
    "null": None, "boolean": True, "integer": 7, "number": 1.5, "string": "~", "array": [3], "object": {"~": 1},
}  # fmt: skip


def views() -> Iterator[tuple[str, type[Any]]]:
    """Yield each view below /api/v1/ with its address."""
    resolvers = [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
    (below,) = [each for each in resolvers if each.app_name == "api"]
    for pattern in below.url_patterns:
        assert isinstance(pattern, URLPattern)
        yield f"/api/v1/{pattern.pattern}", pattern.callback.view_class  # type: ignore[attr-defined]  # a view's


def methods() -> list[tuple[str, str, type[Any]]]:
    """Return each method that may change something, with its address and view."""
    return [(address, name, view) for address, view in views() for name in WRITING if hasattr(view, name)]


def bodies() -> list[type[Body]]:
    """Return every declared body that is JSON and whose fields are its own."""
    found = {taken_by(getattr(view, name)) for _, name, view in methods()}
    return sorted(
        (each for each in found if each and issubclass(each, Body) and not issubclass(each, Form)),
        key=lambda each: each.__name__,
    )


def named(item: Any) -> str:
    return item.__name__ if isinstance(item, type) else f"{item[1]} {item[0]}"


@every("address, method, view", methods, name=named)
def test_whatever_takes_a_body_declares_its_serializer(address: str, method: str, view: type[Any]) -> None:
    body = taken_by(getattr(view, method))
    (path,) = [each for each in openapi_document()["paths"] if operation_id_fits(each, method, view)]
    described = openapi_document()["paths"][path][method]
    assert ("requestBody" in described) == (body is not None), address
    if body is not None:
        assert described["requestBody"]["required"], address
        assert issubclass(body, Taken)
        assert issubclass(view, TakesBody)
        assert any(
            "checked_body" in inspect.getsource(each)
            for each in view.__mro__
            if each.__module__ != TakesBody.__module__ and issubclass(each, TakesBody)
        )


def operation_id_fits(path: str, method: str, view: type[Any]) -> bool:
    """Return whether an operation of the document is that of a method: both have the same description."""
    operation = openapi_document()["paths"][path].get(method)
    return operation is not None and operation["description"] == inspect.getdoc(getattr(view, method))


def test_nothing_else_reads_what_was_sent() -> None:
    found = set()
    for package in ("institutions", "rules", "policyengine"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in ("data", "_data", "_full_data"):
                    of = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
                    if of in ("request", "_request"):
                        found.add(str(path.relative_to(ROOT)))
    assert found == READERS


def test_a_document_is_declared_by_its_kinds_alone() -> None:
    taken = [
        each
        for _, name, view in methods()
        if (each := taken_by(getattr(view, name))) and issubclass(each, DocumentBody)
    ]
    assert len(taken) == 3  # registered, corrected, looked at without storing
    for each in taken:
        assert not issubclass(each, Serializer)  # it has no fields of its own
        assert each.described == {"application/json": {"$ref": "#/components/schemas/SubmissionDocument"}}


def fields_of(body: BaseSerializer[Any]) -> Iterator[tuple[str, Any]]:
    """Yield each field of a body, those of its rows too, with its name."""
    for name, field in getattr(body, "fields", {}).items():
        yield name, field
        child = getattr(field, "child", None)
        if isinstance(child, _UnvalidatedField):  # of an object whose members the endpoint reads
            continue
        yield from fields_of(child) if isinstance(child, Row) else [(name, child)] if child else []


@every("body", bodies, name=named)
def test_every_field_says_what_is_wrong_by_a_code(body: type[Body]) -> None:
    for name, field in fields_of(body()):
        assert isinstance(field, Checked), name
        assert isinstance(field, ListSerializer) or type(field).trouble is not Checked.trouble, name


def troubles(body: type[Body], sent: object) -> dict[str, FieldError]:
    """Return the errors by their place; each has a registered code and texts in both languages."""
    serializer = body(data=sent)
    found = {} if serializer.is_valid() else {each.field: each for each in troubles_in(serializer.errors)}
    for each in found.values():
        answered = code_in_both_languages(each.said)
        assert answered["code"] in REGISTRY
        assert answered["code"] != "text.as_written", each
        assert answered["text"]["en"] == each.message
        assert answered["text"]["ja"] not in ("", each.message)
    return found


def properties(name: str) -> dict[str, Any]:
    """Return the published properties of a body."""
    schema = openapi_document()["components"]["schemas"][name]
    assert schema["additionalProperties"] is False
    return dict(schema["properties"])


def types_in(schema: dict[str, Any]) -> set[str]:
    """Return the types of JSON that a published schema allows."""
    if "$ref" in schema:
        return types_in(openapi_document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    several = [*schema.get("oneOf", ()), *schema.get("allOf", ()), *schema.get("anyOf", ())]
    if several:
        return set().union(*map(types_in, several))
    if "type" not in schema:  # an enumeration of null, or of an empty text
        return {"null" if None in schema["enum"] else "string"}
    said = schema["type"]
    return {said} if isinstance(said, str) else set(said)


@every("body", bodies, name=named)
def test_a_value_of_a_type_that_is_not_published_is_refused_by_name(body: type[Body]) -> None:
    for name, schema in properties(body.__name__).items():
        allowed = types_in(schema)
        for sort, sample in SAMPLES.items():
            if sort in allowed or isinstance(body().fields[name], AsRead):
                continue
            found = troubles(body, {name: sample})
            assert f"/{name}" in found, (name, sort)


@every("body", bodies, name=named)
def test_null_is_taken_where_it_is_published(body: type[Body]) -> None:
    for name, schema in properties(body.__name__).items():
        if "null" in types_in(schema):
            assert f"/{name}" not in troubles(body, {name: None}), name


@every("body", bodies, name=named)
def test_what_is_missing_is_named_as_it_is_published(body: type[Body]) -> None:
    required = openapi_document()["components"]["schemas"][body.__name__].get("required", [])
    assert troubles(body, {}).keys() == {f"/{name}" for name in required}


@every("body", bodies, name=named)
def test_an_unknown_field_is_named_with_those_that_are_known(body: type[Body]) -> None:
    found = troubles(body, {"colour": "red", "a/b": 1})
    assert {"/colour", "/a~1b"} <= found.keys()
    assert found["/colour"].said.parameters["known"] == tuple(body().fields)


@every("body", bodies, name=named)
def test_what_is_no_object_is_told_what_to_send(body: type[Body]) -> None:
    several: tuple[object, ...] = (None, [], "x", 5, True)
    for sent in several:
        (said,) = troubles(body, sent).values()
        assert (said.field, said.said.code) == ("", "body.no_object")


@pytest.mark.parametrize(
    ("name", "sent", "place", "code"),
    [
        ("ConditionBody", {"text": "x" * 2001}, "/text", "text.too_long"),
        ("ConditionBody", {"text": "  "}, "/text", "text.empty"),
        ("ConditionBody", {"text": "a\u202eb"}, "/text", "text.invisible_character"),
        ("ConditionBody", {"due_on": "2026-02-31"}, "/due_on", "day.not_in_calendar"),
        ("ConditionBody", {"due_on": "tomorrow"}, "/due_on", "day.not_a_day"),
        ("ConditionBody", {"due_on": 20260615}, "/due_on", "day.not_a_day"),
        ("ReasonBody", {"reason": "Too short"}, "/reason", "reason.too_short"),
        ("ReasonBody", {"reason": ""}, "/reason", "reason.too_short"),
        ("ActBody", {"act": "clera"}, "/act", "word.unknown"),
        ("DecisionBody", {"same": 1}, "/same", "flag.neither"),
        ("GroupBody", {"findings": []}, "/findings", "list.too_short"),
        ("GroupBody", {"findings": [{"finding": 1, "seen": "a"}] * 2}, "/findings", "body.item_twice"),
        ("GroupBody", {"findings": [{"finding": True, "seen": "a"}]}, "/findings/0/finding", "number.not_whole"),
        ("GroupBody", {"findings": [{"finding": 1}]}, "/findings/0/seen", "body.missing_field"),
        ("GroupBody", {"findings": [3]}, "/findings/0", "object.needed"),
        ("FindingDecisionBody", {"measures": {}}, "/measures", "list.needed"),
        ("FindingDecisionBody", {"measures": [{"text": 5}]}, "/measures/0/text", "text.not_a_text"),
        ("AnswerBody", {"corrections": [{"place": "0"}]}, "/corrections/0/place", "number.not_whole"),
        ("DeclarationBody", {"statements": [[]]}, "/statements/0", "object.needed"),
        ("HearingBody", {"person": "S"}, "/person", "party_id.malformed"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_taken_has_its_code(name: str, sent: dict[str, Any], place: str, code: str) -> None:
    (body,) = [each for each in bodies() if each.__name__ == name]
    assert troubles(body, sent)[place].said.code == code


def test_rows_may_be_sent_as_they_were_read() -> None:
    (body,) = [each for each in bodies() if each.__name__ == "GroupBody"]
    row = {"finding": 1, "seen": "a", "code": "COI-01", "standing": "open"}
    assert "/findings/0/code" not in troubles(body, {"findings": [row]})


def test_only_so_many_errors_are_listed() -> None:
    (body,) = [each for each in bodies() if each.__name__ == "NoteBody"]
    serializer = body(data={f"n{number}": 1 for number in range(2000)})
    assert not serializer.is_valid()
    listed = troubles_in(serializer.errors)
    assert len(listed) == MAX_ERRORS + 1
    assert listed[-1].said.code == "document.errors_in_all"
    assert int(listed[-1].said.parameters["total"]) >= 2000
