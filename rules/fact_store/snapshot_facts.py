"""The facts of a snapshot as plain data, and the same text for facts that were derived anew."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from institutions.values.hashing import quick_json

Json = dict[str, Any]  # Any: plain data of a snapshot


class NoFactsError(ValueError):
    """The facts of a case of an earlier format could not be derived anew. The text says why."""


def facts_text(facts: Iterable[Json]) -> str:
    """Return facts as text from which `facts_in` reads them."""
    return quick_json({"facts": list(facts)})


def trouble_text(trouble: str) -> str:
    """Return the text in the place of facts that could not be derived anew."""
    return quick_json({"trouble": trouble})


def facts_in(content: str) -> Sequence[Json]:
    """Return the facts of a snapshot. NoFactsError if they could not be derived anew."""
    try:
        data = orjson.loads(content)
    except orjson.JSONDecodeError:  # numbers beyond 64 bits, halves of characters
        data = json.loads(content)
    if "trouble" in data:
        raise NoFactsError(data["trouble"])
    found: Sequence[Json] = data["facts"]
    return found
