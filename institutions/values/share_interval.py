"""The interval of a share by Wilson (1927), for counts that may be small."""

from math import sqrt
from typing import Final

Z: Final = 1.959963984540054  # of a two-sided interval of 95 %


def wilson_interval(found: float, looked: int) -> tuple[float, float]:
    """Return the bounds of the 95 % interval of `found` among `looked`; 0 and 1 where nothing was looked at.

    ValueError for counts that no share can have. E. B. Wilson, JASA 22 (1927), 209-212.
    """
    if not 0 <= found <= looked:
        message = f"{found} of {looked} is no share."
        raise ValueError(message)
    if not looked:
        return 0.0, 1.0
    share, square = found / looked, Z * Z / looked
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / looked + square / (4 * looked)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)
