"""Shares: OCDS writes them as a fraction of one, the submission document in basis points."""

from decimal import ROUND_HALF_EVEN, Decimal

from institutions.codes.parameters import PlainNumber
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import FractionRounded
from institutions.formats.ocds.reading.troubles import NoFraction
from institutions.values.quoting import shown_in_message


def fraction_to_bp(node: ReleaseNode, field: str, share: Decimal) -> int | None:
    """Return a fraction in basis points. One over 1 may be per cent or a slip, so it is refused rather than guessed."""
    if not 0 <= share <= 1:
        node.report.refuse(node.at(field), NoFraction(value=shown_in_message(str(share))))
        return None
    exact = share * 10_000
    rounded = int(exact.to_integral_value(rounding=ROUND_HALF_EVEN))
    if rounded != exact:
        node.report.note(node.at(field), FractionRounded(value=shown_in_message(str(share)), bp=PlainNumber(rounded)))
    return rounded
