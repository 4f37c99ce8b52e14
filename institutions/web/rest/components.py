"""A JSON Schema as components of an OpenAPI document, whose references point into the document."""

from typing import Any

LOCAL = "#/$defs/"
GLOBAL = "#/components/schemas/"


def components_of(name: str, schema: dict[str, Any]) -> dict[str, Any]:  # Any: a JSON Schema is plain JSON
    """Return the schema under its name, and each of its definitions under `name.definition`."""
    top = {key: value for key, value in schema.items() if key not in ("$defs", "$schema", "$id")}
    parts = {name: top, **{f"{name}.{part}": definition for part, definition in schema.get("$defs", {}).items()}}
    return {part: _moved(definition, name) for part, definition in parts.items()}


def _moved(value: Any, name: str) -> Any:  # Any: any JSON value
    """Copy a value so that its references name components."""
    if isinstance(value, list):
        return [_moved(each, name) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{GLOBAL}{name}.{each.removeprefix(LOCAL)}"
        if key == "$ref" and isinstance(each, str) and each.startswith(LOCAL)
        else _moved(each, name)
        for key, each in value.items()
    }
