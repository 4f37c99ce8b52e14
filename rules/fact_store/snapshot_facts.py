"""The facts of a snapshot as plain data."""

import json
from collections.abc import Sequence
from typing import Any

import orjson

from rules.fact_store.later_facts import with_later_facts

Json = dict[str, Any]  # Any: plain data of a snapshot


def facts_in(content: str) -> Sequence[Json]:
    """Return the facts of a snapshot, with those of types that came later."""
    try:
        data = orjson.loads(content)
    except orjson.JSONDecodeError:  # numbers beyond 64 bits, halves of characters
        data = json.loads(content)
    return with_later_facts(data["facts"])
