"""One text for one content: compared when a document comes again, and hashed."""

import hashlib
import json
from typing import Final

ABSENT: Final = object()  # null is a value, so it cannot stand for a field that was left out


def canonical_json(document: object) -> str:
    """Return JSON with sorted keys and no spaces. ValueError for a number that JSON doesn't have."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_of(document: object) -> str:
    """Hash the canonical text, in hex."""
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()


def differing_fields(first: dict[str, object], second: dict[str, object]) -> tuple[str, ...]:
    """Return where two documents differ, as JSON pointers: top-level fields, and items of lists of equal length."""
    found: list[str] = []
    for name in sorted(first.keys() | second.keys()):
        one, other = first.get(name, ABSENT), second.get(name, ABSENT)
        if one == other:
            continue
        if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            found += [
                f"/{name}/{place}" for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]
            ]
        elif isinstance(one, dict) and isinstance(other, dict):
            keys = sorted(one.keys() | other.keys())
            found += [f"/{name}/{key}" for key in keys if one.get(key, ABSENT) != other.get(key, ABSENT)]
        else:
            found.append(f"/{name}")
    return tuple(found)
