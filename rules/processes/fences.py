"""Quartiles and the fences beyond them, to the last bit as Cardinal computes them in doubles.

The quantile is number 8 of Hyndman and Fan (1996), doi 10.1080/00031305.1996.10473566, as the Rust library statrs
has it. A fence is one and a half interquartile ranges (Tukey 1977), as one fused multiplication and addition.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite, nan
from typing import Final, Literal

LOWER: Final = 0.25
UPPER: Final = 0.75
Side = Literal["lower", "upper"]


def quantile_of(ordered: Sequence[float], tau: float) -> float:
    """Return the quantile of values in rising order; not a number if there are none."""
    if not ordered:
        return nan
    place = (len(ordered) + 1.0 / 3.0) * tau + 1.0 / 3.0
    whole = int(place)
    if whole <= 0 or tau == 0.0:
        return ordered[0]
    if whole >= len(ordered) or tau == 1.0:
        return ordered[-1]
    low, high = ordered[whole - 1], ordered[whole]
    return low + (place - whole) * (high - low)


def fused_sum(factor: float, other: float, addend: float) -> float:
    """Return factor x other + addend, rounded once. Python has `math.fma` from 3.13 on only."""
    if not (isfinite(factor) and isfinite(other) and isfinite(addend)):
        return factor * other + addend
    try:
        return float(Fraction(factor) * Fraction(other) + Fraction(addend))
    except OverflowError:
        return factor * other + addend


@dataclass(frozen=True, slots=True)
class Fence:
    """A limit for outliers. `compared`: values that it was computed from; the quartiles are None if it was given.

    A value on the limit is an outlier if it is `inclusive`, which one that was given always is.
    """

    limit: float
    compared: int
    q1: float | None = None
    q3: float | None = None
    inclusive: bool = True

    @property
    def given(self) -> bool:
        """True if the limit is a parameter, not computed from the file."""
        return self.q1 is None

    def is_below(self, value: float) -> bool:
        """Return whether a value is a low outlier."""
        return value < self.limit or (self.inclusive and value == self.limit)

    def is_above(self, value: float) -> bool:
        """Return whether a value is a high outlier."""
        return value > self.limit or (self.inclusive and value == self.limit)


def fence_of(values: Sequence[float], side: Side, factor: float, *, inclusive: bool = True) -> Fence:
    """Return the fence of values: so many interquartile ranges below the first or above the third quartile."""
    ordered = sorted(values)
    q1, q3 = quantile_of(ordered, LOWER), quantile_of(ordered, UPPER)
    limit = fused_sum(q3 - q1, -factor, q1) if side == "lower" else fused_sum(q3 - q1, factor, q3)
    return Fence(limit, len(ordered), q1, q3, inclusive)
