"""Concentration of amounts: the part of the largest, and the Herfindahl-Hirschman index (sum of squared shares)."""

from collections.abc import Collection

from institutions.parties.ownership.shares import WHOLE_BP

WHOLE_INDEX = 10_000  # of one alone


def top_share_bp(amounts: Collection[int]) -> int | None:
    """Return the part of the largest, in basis points; None if there is no amount."""
    total = sum(amounts)
    return max(amounts) * WHOLE_BP // total if total else None


def herfindahl_index(amounts: Collection[int]) -> int | None:
    """Return the index, from near 0 (many small ones) to 10,000 (one alone); None if there is no amount."""
    total = sum(amounts)
    return sum(each * each for each in amounts) * WHOLE_INDEX // (total * total) if total else None
