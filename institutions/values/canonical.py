"""Canonical JSON and its hash, from the standard library alone: the verifier of receipts runs without the rest."""

import hashlib
import json
from typing import Final

# Made once: `json.dumps` makes one for each value that it writes, and an event writes some hundred short ones.
WRITER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical_json(data: object) -> str:
    """Return plain data as JSON with sorted keys and no spaces. Raise ValueError for a number that JSON has not."""
    return WRITER.encode(data)


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_json(data: object) -> str:
    """Return the SHA-256 of plain data as canonical JSON, in hexadecimal; a text counts with its quotes."""
    return hash_text(canonical_json(data))
