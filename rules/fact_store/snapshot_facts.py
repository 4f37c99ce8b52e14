"""The facts of a snapshot as plain data."""

import json
from collections.abc import Sequence
from typing import Any

import orjson

Json = dict[str, Any]  # Any: plain data of a snapshot


def facts_in(content: str) -> Sequence[Json]:
    """Return the facts of a snapshot."""
    try:
        data = orjson.loads(content)
    except orjson.JSONDecodeError:  # numbers beyond 64 bits, halves of characters
        data = json.loads(content)
    found: Sequence[Json] = data["facts"]
    return found
