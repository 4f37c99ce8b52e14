"""Screens of the prices of one tender, among each other and against the reserve price.

Names as in the literature: García Rodríguez et al. 2022 (doi 10.1016/j.autcon.2021.104047) for the coefficient of
variation, spread, distance, relative distance and skewness. Standard deviations are those of a sample (n - 1).
"""

from collections import Counter
from collections.abc import Sequence
from statistics import fmean, stdev
from typing import Final

from rules.facts.tenders.tender import Figures, Tender

NEAR: Final = 0.01  # two bids within this part of the lower one count as near
NAMES: Final = (
    "bids",
    "cv",
    "losing_cv",
    "spread",
    "relative_distance",
    "skewness",
    "near_lowest",
    "identical",
    "ratio_to_reserve",
    "second_to_first",
)


def price_figures(tender: Tender) -> Figures:
    """Return the figures by NAMES; all but the number of bids that stand are None where an amount is not known."""
    amounts = tender.amounts if tender.complete else ()
    losing = amounts[1:]
    return {
        "bids": float(sum(each.stands for each in tender.bids)),
        "cv": variation(amounts),
        "losing_cv": variation(losing),
        "spread": (amounts[-1] - amounts[0]) / amounts[0] if len(amounts) > 1 else None,
        "relative_distance": relative_distance(amounts),
        "skewness": skewness(amounts),
        "near_lowest": fmean(each <= amounts[0] * (1 + NEAR) for each in losing) if losing else None,
        "identical": identical_share(amounts),
        "ratio_to_reserve": tender.ratio,
        "second_to_first": amounts[1] / amounts[0] - 1 if losing else None,
    }


def variation(amounts: Sequence[float]) -> float | None:
    """Return the coefficient of variation: standard deviation over mean; None for fewer than two amounts."""
    return stdev(amounts) / fmean(amounts) if len(amounts) > 1 else None


def relative_distance(amounts: Sequence[float]) -> float | None:
    """Return the gap of the two lowest over the deviation of the losing bids; None for fewer than three, or equal ones.

    `amounts`: the lowest first.
    """
    if len(amounts) < 3:
        return None
    deviation = stdev(amounts[1:])
    return (amounts[1] - amounts[0]) / deviation if deviation else None


def skewness(amounts: Sequence[float]) -> float | None:
    """Return the adjusted skewness of a sample; None for fewer than three amounts, or equal ones."""
    count = len(amounts)
    if count < 3 or not (deviation := stdev(amounts)):
        return None
    mean = fmean(amounts)
    return count / ((count - 1) * (count - 2)) * sum(((each - mean) / deviation) ** 3 for each in amounts)


def identical_share(amounts: Sequence[float]) -> float | None:
    """Return the part of the bids whose amount another bid has too; None for fewer than two."""
    if len(amounts) < 2:
        return None
    return sum(times for times in Counter(amounts).values() if times > 1) / len(amounts)
