"""The draw of a sample that anybody can repeat: no generator of random numbers, only hashes of a recorded seed.

For each case that could be drawn, SHA-256 is computed of the seed, a colon and the id of its partnership; the cases
with the lowest hashes are drawn. Where the sample is divided, each part is given its share of the size (largest
remainders; of equal ones the part whose name comes first), and the lowest hashes of each part are drawn. Pure: it reads
nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from institutions.values.hashing import hash_json


@dataclass(frozen=True, slots=True)
class SampleCandidate:
    """A case that can be drawn: its partnership, the move that cleared it, and the part that it belongs to."""

    partnership: str
    move: int
    stratum: str = ""


def draw_rank(seed: str, partnership: str) -> str:
    """Return the hash that orders the draw."""
    return hashlib.sha256(f"{seed}:{partnership}".encode()).hexdigest()


def draw_sample(candidates: Iterable[SampleCandidate], *, seed: str, size: int) -> list[SampleCandidate]:
    """Draw the sample, in order: part by part, the lowest hash first."""
    parts: dict[str, list[SampleCandidate]] = defaultdict(list)
    for each in candidates:
        parts[each.stratum].append(each)
    shares = share_size(size, {name: len(members) for name, members in parts.items()})
    return [
        each
        for name in sorted(parts)
        for each in sorted(parts[name], key=lambda one: draw_rank(seed, one.partnership))[: shares[name]]
    ]


def share_size(size: int, numbers: Mapping[str, int]) -> dict[str, int]:
    """Divide the size among the parts: by share, largest remainders first."""
    total = sum(numbers.values())
    if size >= total:
        return dict(numbers)
    shares = {name: size * number // total for name, number in numbers.items()}
    left = size - sum(shares.values())
    by_remainder = sorted(numbers, key=lambda name: (-(size * numbers[name] % total), name))
    return {name: share + (name in by_remainder[:left]) for name, share in shares.items()}


def population_hash(candidates: Iterable[SampleCandidate]) -> str:
    """Return the hash over all that could be drawn, in the order of their ids."""
    return hash_json(sorted([each.partnership, each.move, each.stratum] for each in candidates))
