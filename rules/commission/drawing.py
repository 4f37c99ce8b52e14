"""The draw that anybody can repeat: keys, their digest, a seed from a later public value, and an order of hashes.

It reads no database and no clock. docs/commission.md prints the same four steps for a shell.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from institutions.values.hashing import canonical_json, hash_text

# What the key of a contract rests on. The other party counts, so that it cannot be exchanged later; since only the hash
# is published, a name is not.
IN_KEY: Final = ("id", "day", "title", "supplier", "amount_yen", "method")
SHARE: Final = 3  # one in three is drawn at random


def key_of(facts: Mapping[str, Any]) -> str:  # Any: plain data
    """Return the key of a contract: SHA-256 of the canonical JSON of what is fixed of it."""
    return hash_text(canonical_json({name: facts.get(name) for name in IN_KEY}))


def digest_of(keys: Iterable[str]) -> str:
    """Return the digest of a population: SHA-256 of its keys in their order, each with a new line after it."""
    return hash_text("".join(f"{key}\n" for key in sorted(keys)))


def seed_of(digest: str, value: str) -> str:
    """Return the seed: SHA-256 of the digest and the public value, each with a new line after it."""
    return hash_text(f"{digest}\n{value}\n")


def rank_of(seed: str, key: str) -> str:
    """Return the rank of a contract: SHA-256 of the seed, a colon and its key. The lowest are drawn."""
    return hash_text(f"{seed}:{key}")


def number_at_random(size: int) -> int:
    """Return how many of the proposals are drawn at random: a third, rounded up."""
    return -(-size // SHARE)


def draw_keys(keys: Sequence[str], seed: str, number: int) -> list[str]:
    """Return the keys that are drawn, in the order of their ranks; all of them where there are no more."""
    return sorted(keys, key=lambda key: rank_of(seed, key))[:number]
