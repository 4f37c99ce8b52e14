"""A submitted document without its statements about a person's kin, gifts, income and acts.

The kinds and fields are those of `institutions.access.kin`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from institutions.access.kin import EVERYTHING, NOTHING, WITHHELD

Json = dict[str, Any]  # Any: plain data of the document


def document_without_sensitive(document: Json) -> Json:
    """Return the part of a document that every reader of its partnership may see; omissions are marked.

    A person named only in withheld statements loses their name too.
    """
    shown = {**document, "statements": [statement_without_sensitive(each) for each in document.get("statements") or []]}
    if "statements" not in document:
        del shown["statements"]
    if "people" in document:
        rest = {name: value for name, value in shown.items() if name != "people"}
        named = set(document_texts(rest))
        shown["people"] = [
            row if row["key"] in named or row.get("id") in named else {"key": row["key"], "withheld": True}
            for row in document["people"] or []
        ]
    return shown


def statement_without_sensitive(statement: Json) -> Json:
    """Return a statement without its sensitive fields; only its kind if all of it is sensitive."""
    fields = WITHHELD.get(statement["kind"], NOTHING)
    if fields == EVERYTHING:
        return {"kind": statement["kind"], "withheld": True}
    kept = {name: value for name, value in statement.items() if name not in fields}
    return kept if len(kept) == len(statement) else {**kept, "withheld": True}


def document_texts(value: object) -> Iterator[str]:
    """Yield every text in a part of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from document_texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from document_texts(each)
