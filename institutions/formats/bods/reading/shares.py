"""The share of an interest: BODS writes percent, exactly or as a range; a range is never made a number."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from institutions.drafts.errors import shown
from institutions.formats.ocds.reading.node import Node

WHOLE: Final = 100
BOUNDS: Final = (
    ("minimum", "at least {} %"),
    ("exclusiveMinimum", "more than {} %"),
    ("maximum", "at most {} %"),
    ("exclusiveMaximum", "less than {} %"),
)


def share_of(interest: Node) -> int | None:
    """The exact share in basis points; None where none or only a range is given, which is noted."""
    share = interest.node("share")
    exact = percent(share, "exact")
    bounds = {name: value for name, _ in BOUNDS if (value := percent(share, name)) is not None}
    if exact is None and "minimum" in bounds and bounds["minimum"] == bounds.get("maximum"):
        exact = bounds["minimum"]
    if exact is not None:
        if outside(exact, bounds):
            message = f"The exact share {shown(str(exact))} % is not within the bounds beside it. Correct one of them."
            share.report.refuse(share.at("exact"), message)
        return basis_points(share, exact)
    if bounds:
        said = " and ".join(text.format(shown(str(bounds[name]))) for name, text in BOUNDS if name in bounds)
        message = f"The share is {said}; it is not known exactly, so it is left unknown."
        share.report.note(share.pointer, message)
    return None


def percent(share: Node, name: str) -> Decimal | None:
    """One number of a share."""
    number = share.number(name)
    if number is not None and not 0 <= number <= WHOLE:
        message = f"{shown(str(number))} is not a share. BODS writes percent: 25 for 25 %."
        share.report.refuse(share.at(name), message)
        return None
    return number


def outside(exact: Decimal, bounds: dict[str, Decimal]) -> bool:
    """Whether a share contradicts its bounds. An exclusive bound equal to it is what many publishers write."""
    lowest = max((bounds[name] for name in ("minimum", "exclusiveMinimum") if name in bounds), default=exact)
    highest = min((bounds[name] for name in ("maximum", "exclusiveMaximum") if name in bounds), default=exact)
    return not lowest <= exact <= highest


def basis_points(share: Node, exact: Decimal) -> int:
    """Percent in basis points."""
    points = exact * WHOLE
    rounded = int(points.to_integral_value(rounding=ROUND_HALF_EVEN))
    if rounded != points:
        share.report.note(share.at("exact"), f"{shown(str(exact))} % is held as {rounded} basis points.")
    return rounded
