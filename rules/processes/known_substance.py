"""Processes of earlier files, by what they say: so that one that comes again is told from one that has changed.

The parts of a release are its fields, and those of its tender. Of each a hash is kept: some 200 bytes a process, and
only where several files are read.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

from institutions.values.hashing import quick_json

Json = dict[str, Any]  # Any: values of one JSON object
ABOUT_THE_RELEASE: Final = frozenset({"id", "date", "tag", "initiationType", "language"})  # not about the process
WITHIN: Final = "tender"
SIZE: Final = 6  # bytes of a hash: one in 10^14 pairs is taken for equal
ELSEWHERE: Final = "/…"  # a part that the later release lacks


class KnownSubstance:
    """The parts of processes, by ocid."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}

    def remember(self, ocid: str, release: Json) -> None:
        """Keep what a process says."""
        self._parts[ocid] = b"".join(sorted(hashes(release).values()))

    def differing(self, ocid: str, release: Json) -> tuple[str, ...]:
        """Return the places of the parts in which a known process says something else; none if it says the same."""
        joined = self._parts[ocid]
        held = {joined[at : at + SIZE] for at in range(0, len(joined), SIZE)}
        found = hashes(release)
        changed = sorted(place for place, digest in found.items() if digest not in held)
        gone = len(held) > len(found) - len(changed)
        return tuple(changed) or ((ELSEWHERE,) if gone else ())


def hashes(release: Json) -> dict[str, bytes]:
    """Return the hash of each part by its place."""
    return {
        place: blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
        for place, text in parts(release)
    }


def parts(release: Json) -> Iterator[tuple[str, str]]:
    """Yield place and content of each part; its place is in it, so that equal contents differ."""
    for name, value in release.items():
        if name in ABOUT_THE_RELEASE:
            continue
        if name == WITHIN and isinstance(value, dict):
            for inner, each in value.items():
                yield f"/{name}/{inner}", f"{name}/{inner}={quick_json(each)}"
        else:
            yield f"/{name}", f"{name}={quick_json(value)}"
