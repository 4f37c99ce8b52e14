"""Differences between two documents, as places of their fields."""

from typing import Final

ABSENT: Final = object()  # null is a value, so it cannot stand for a field that was left out


def differing_fields(first: dict[str, object], second: dict[str, object]) -> tuple[str, ...]:
    """Return the fields, and the items of lists of one length, in which two documents differ, as JSON pointers."""
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
