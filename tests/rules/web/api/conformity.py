"""The check of an answer against the published OpenAPI document."""

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

UNDESCRIBED = ("/api/v1/schema/", "/api/v1/docs/")


def operation_of(document: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    """Return the operation at an address; None where the document has no such path or method."""
    concrete_first = sorted(document["paths"].items(), key=lambda each: each[0].count("{"))
    for template, item in concrete_first:
        if re.fullmatch(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(template)), path):
            return item.get(method.lower()) if item.get(method.lower()) else None
    return None


def closed_objects(schema: Any, *, part: bool = False) -> Any:
    """Return a schema whose objects have no field besides those that it names: JSON Schema lets any other one pass.

    `part`: it is one of several that describe an object together.
    """
    if isinstance(schema, list):
        return [closed_objects(each, part=part) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        name: {field: closed_objects(each) for field, each in value.items()}
        if name == "properties"
        else closed_objects(value, part=name == "allOf")
        for name, value in schema.items()
    }
    open_ones = {} if part or "properties" not in made or "allOf" in made else {"additionalProperties": False}
    return {**open_ones, **made}


@lru_cache(maxsize=4)
def closed_components(text: str) -> Any:
    """Return the components of a document with closed objects."""
    return closed_objects(json.loads(text))


def check_answer(document: dict[str, Any], method: str, path: str, answer: "Answer") -> None:
    """Check that status and media type are described, and that the body has the described shape."""
    if not path.startswith("/api/v1/") or path in UNDESCRIBED or method == "OPTIONS":
        return
    operation = operation_of(document, method, path)
    if operation is None:
        assert answer.status_code in (404, 405), f"{method} {path} is not described"
        return
    described = operation["responses"].get(str(answer.status_code))
    assert described is not None, f"{method} {path} does not describe {answer.status_code}"
    if answer.status_code == 304:
        return
    media_type = answer["Content-Type"].partition(";")[0]
    assert media_type in described["content"], f"{method} {path} {answer.status_code} does not describe {media_type}"
    if answer.streaming or "json" not in media_type:
        return
    closed = closed_components(json.dumps(document["components"]))
    schema = {**closed_objects(described["content"][media_type]["schema"]), "components": closed}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
        json.loads(answer.content)
    )
