"""The JSON Schema (2020-12) of the reorganisation document, made from its declaration.

It states all that a schema can. Bodies, mandates and posts are checked against the register by `applying` alone.
"""

from collections.abc import Iterator
from functools import cache

from institutions.drafts.schema import DIALECT, Schema, object_schema, tables_below, text_schema
from institutions.kinds.base import MAX_NAME, ObjectKind
from institutions.kinds.reorganisation import ACTS, MOST_ITEMS, POST, REORGANISATION


@cache
def reorganisation_schema() -> Schema:
    """Return the complete schema of the document. Callers share the result: copy it before changing it."""
    top = object_schema(REORGANISATION.fields)
    acts = {"type": "array", "minItems": 1, "maxItems": MOST_ITEMS, "items": {"$ref": "#/$defs/act"}}
    tables = {each.name: object_schema(each.fields, each.one_of) for each in tables_of_document()}
    tables[POST.name] = {"anyOf": [text_schema(MAX_NAME), tables[POST.name]]}
    return {
        "$schema": DIALECT,
        "$id": "https://policyengine.invalid/schemas/reorganisation-1.json",
        "title": "Reorganisation document, version 1",
        **top,
        "properties": {**top["properties"], "acts": acts},
        "required": [*top["required"], "acts"],
        "$defs": {
            "act": {"oneOf": [{"$ref": f"#/$defs/act_{name}"} for name in ACTS]},
            **{f"act_{name}": {**object_schema(act.fields, act.one_of)} for name, act in ACTS.items()},
            **tables,
        },
    }


def tables_of_document() -> Iterator[ObjectKind]:
    """Yield each table that an act or the document refers to, also within tables, once."""
    seen: set[str] = set()
    below: list[ObjectKind] = [each for kind in (REORGANISATION, *ACTS.values()) for each in tables_below(kind)]
    while below:
        table = below.pop(0)
        if table.name not in seen:
            seen.add(table.name)
            below += tables_below(table)
            yield table
