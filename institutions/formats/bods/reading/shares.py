"""The share of an interest: BODS writes per cent, exactly or as a range; a range never becomes a number."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from institutions.codes.parameters import PlainNumber
from institutions.formats.bods.reading.notes import PercentageRounded, ShareInBounds
from institutions.formats.bods.reading.troubles import NoPercentage, ShareOutOfBounds
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.kinds.base import Label
from institutions.values.quoting import shown_in_message

WHOLE: Final = 100
BOUNDS: Final = (
    ("minimum", Label("at least {} %", "{}%以上")),
    ("exclusiveMinimum", Label("more than {} %", "{}%超")),
    ("maximum", Label("at most {} %", "{}%以下")),
    ("exclusiveMaximum", Label("less than {} %", "{}%未満")),
)


def exact_share_bp(interest: ReleaseNode) -> int | None:
    """Return the exact share in basis points; None if there is none or only a range, which is noted."""
    share = interest.node("share")
    exact = read_percent(share, "exact")
    bounds = {name: value for name, _ in BOUNDS if (value := read_percent(share, name)) is not None}
    if exact is None and "minimum" in bounds and bounds["minimum"] == bounds.get("maximum"):
        exact = bounds["minimum"]
    if exact is not None:
        if contradicts_bounds(exact, bounds):
            share.report.refuse(share.at("exact"), ShareOutOfBounds(value=shown_in_message(str(exact))))
        return percent_to_bp(share, exact)
    if bounds:
        said = [(label, shown_in_message(str(bounds[name]))) for name, label in BOUNDS if name in bounds]
        between = Label(
            " and ".join(label.en.format(bound) for label, bound in said),
            "かつ".join(label.ja.format(bound) for label, bound in said),
        )
        share.report.note(share.pointer, ShareInBounds(bounds=between))
    return None


def read_percent(share: ReleaseNode, name: str) -> Decimal | None:
    """Return one number of a share in per cent; refuse it outside 0 to 100."""
    number = share.number(name)
    if number is not None and not 0 <= number <= WHOLE:
        share.report.refuse(share.at(name), NoPercentage(value=shown_in_message(str(number))))
        return None
    return number


def contradicts_bounds(exact: Decimal, bounds: dict[str, Decimal]) -> bool:
    """Return whether a share contradicts its bounds. An exclusive bound may equal it, as many publishers write."""
    lowest = max((bounds[name] for name in ("minimum", "exclusiveMinimum") if name in bounds), default=exact)
    highest = min((bounds[name] for name in ("maximum", "exclusiveMaximum") if name in bounds), default=exact)
    return not lowest <= exact <= highest


def percent_to_bp(share: ReleaseNode, exact: Decimal) -> int:
    """Return per cent as basis points, rounded half to even with a note."""
    points = exact * WHOLE
    rounded = int(points.to_integral_value(rounding=ROUND_HALF_EVEN))
    if rounded != points:
        share.report.note(
            share.at("exact"), PercentageRounded(value=shown_in_message(str(exact)), bp=PlainNumber(rounded))
        )
    return rounded
