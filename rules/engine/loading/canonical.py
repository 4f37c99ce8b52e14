"""Canonical JSON and its hash: the same data gives the same text, byte for byte."""

import hashlib
import json


def canonical(data: object) -> str:
    """Plain data as JSON with sorted keys and no spaces."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256_of(text: str) -> str:
    """The hash of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
