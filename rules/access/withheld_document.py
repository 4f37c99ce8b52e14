"""A submitted document without what it states of a person's kin, gifts, income and acts.

The kinds and fields are those of `institutions.access.kin`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from institutions.access.kin import EVERYTHING, NOTHING, WITHHELD

Json = dict[str, Any]  # Any: plain data of the document


def document_without_sensitive(document: Json) -> Json:
    """The document as far as everybody may read it who may read the partnership; what is left out is marked.

    A person whom nothing else names is in it for the sake of what is left out: their name is left out too.
    """
    shown = {**document, "statements": [shown_of(each) for each in document.get("statements") or []]}
    if "statements" not in document:
        del shown["statements"]
    if "people" in document:
        rest = {name: value for name, value in shown.items() if name != "people"}
        named = set(texts(rest))
        shown["people"] = [
            row if row["key"] in named or row.get("id") in named else {"key": row["key"], "withheld": True}
            for row in document["people"] or []
        ]
    return shown


def shown_of(statement: Json) -> Json:
    """One statement: its kind where the whole of it is sensitive, else what is left of it."""
    fields = WITHHELD.get(statement["kind"], NOTHING)
    if fields == EVERYTHING:
        return {"kind": statement["kind"], "withheld": True}
    kept = {name: value for name, value in statement.items() if name not in fields}
    return kept if len(kept) == len(statement) else {**kept, "withheld": True}


def texts(value: object) -> Iterator[str]:
    """Every text in a part of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
