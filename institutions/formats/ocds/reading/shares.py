"""Shares: OCDS writes them as a fraction of one, the submission document in basis points."""

from decimal import ROUND_HALF_EVEN, Decimal

from institutions.drafts.errors import shown
from institutions.formats.ocds.reading.node import Node


def basis_points(node: Node, field: str, share: Decimal) -> int | None:
    """A fraction in basis points. Over 1 it may be percent or a slip, so it is refused rather than guessed."""
    if not 0 <= share <= 1:
        message = f"{shown(str(share))} is not a share. OCDS writes a fraction: 0.25 for 25 %."
        node.report.refuse(node.at(field), message)
        return None
    exact = share * 10_000
    rounded = int(exact.to_integral_value(rounding=ROUND_HALF_EVEN))
    if rounded != exact:
        node.report.note(node.at(field), f"{shown(str(share))} is held as {rounded} basis points.")
    return rounded
