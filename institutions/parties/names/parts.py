"""The parts of a folded name by which a search finds it: the whole name, and the rest of it from each letter on.

A text is inside a name exactly where a part begins with it, so an index of the parts answers a search of any length,
two letters included, by one range. Parts are UTF-8: both databases order bytes alike, whatever their collation.
"""

from typing import Final, NamedTuple

from institutions.models import PartyKind

LONGEST_PART: Final = 12  # letters that are kept of a part; the rest of a longer text is compared with the name
SHORTEST_INSIDE: Final = 2  # letters: one letter inside a name would find everything
# The letter before each part: a capital where the name begins, a small one inside it. Capitals come first.
MARKS: Final = {PartyKind.BODY: "B", PartyKind.COMPANY: "C", PartyKind.PERSON: "P"}
BEHIND_EVERY: Final = b"\xff"  # above every byte of UTF-8


class PartRange(NamedTuple):
    """A range of the index: from its first part up to, and without, the end. `is_cut`: the text is longer than that."""

    first: bytes
    end: bytes
    is_cut: bool


def name_parts(kind: str, folded: str) -> frozenset[bytes]:
    """Return the parts of a folded name; none of an empty one."""
    if not folded:
        return frozenset()
    begins = MARKS[PartyKind(kind)]
    inside = begins.lower()
    places = range(1, len(folded) - SHORTEST_INSIDE + 1)
    parts = {f"{inside}{folded[at : at + LONGEST_PART]}" for at in places}
    return frozenset(each.encode() for each in {f"{begins}{folded[:LONGEST_PART]}", *parts})


def beginning_range(kind: str, folded: str) -> PartRange:
    """Return the range of the names of a kind that begin with a text."""
    return range_of(MARKS[PartyKind(kind)], folded)


def inside_range(kind: str, folded: str) -> PartRange | None:
    """Return the range of the names of a kind that have a text behind their first letter; None for a single letter."""
    return range_of(MARKS[PartyKind(kind)].lower(), folded) if len(folded) >= SHORTEST_INSIDE else None


def range_of(mark: str, folded: str) -> PartRange:
    """Return the range of the parts that begin with a mark and a text."""
    first = f"{mark}{folded[:LONGEST_PART]}".encode()
    return PartRange(first, first + BEHIND_EVERY, len(folded) > LONGEST_PART)
