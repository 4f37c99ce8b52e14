"""Figures of a model on tenders that it was not made from. Plain Python: the same for a record and for a benchmark."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev
from typing import Final

from institutions.values.share_interval import Z, wilson_interval
from rules.facts.market_records.record import HeldOut

TOP: Final = 0.1
BINS: Final = 10

Judged = Sequence[tuple[float, bool]]  # the chance of each tender, and whether it is labelled


def held_out_figures(
    judged: Judged, *, base_rate: float, f1_from: float, shown_from: float, not_assessable: int
) -> HeldOut:
    """Return the figures. `base_rate`, `f1_from`, `shown_from`: of the training part alone."""
    shown = [label for chance, label in judged if chance >= shown_from]
    top = max(1, round(TOP * len(judged)))
    precision = precision_at_top(judged, top)
    top_lower, top_upper = wilson_interval(precision * top, top)
    lower, upper = wilson_interval(sum(shown), len(shown))
    return HeldOut(
        tenders=len(judged),
        positives=sum(label for _, label in judged),
        not_assessable=not_assessable,
        f1=f1(judged, f1_from),
        f1_of_all=f1(judged, 0),
        top_precision=precision,
        top_lower=top_lower,
        top_upper=top_upper,
        flagged=len(shown),
        flagged_positives=sum(shown),
        flagged_lower=lower,
        flagged_upper=upper,
        brier=fmean((chance - label) ** 2 for chance, label in judged),
        brier_of_base_rate=fmean((base_rate - label) ** 2 for _, label in judged),
        ece=calibration_error(judged),
    )


def f1(judged: Judged, limit: float) -> float:
    """Return the harmonic mean of precision and recall of the tenders with a chance of at least a limit; 0 for none."""
    flagged = [label for chance, label in judged if chance >= limit]
    positives = sum(label for _, label in judged)
    return 2 * sum(flagged) / (len(flagged) + positives) if positives else 0.0


def precision_at_top(judged: Judged, top: int) -> float:
    """Return the share of positives in the so many tenders with the highest chances; tied ones count by their share."""
    ordered = sorted(judged, key=lambda each: -each[0])
    limit = ordered[top - 1][0]
    above = [label for chance, label in ordered if chance > limit]
    tied = [label for chance, label in ordered if chance == limit]
    return (sum(above) + fmean(tied) * (top - len(above))) / top


def chance_shown(chances: Sequence[float]) -> float:
    """Return the chance from which a tender is shown: that of as many as make at most a tenth, or of the highest alone.

    A tree has few ends, so many tenders have one chance. They are shown together or not at all.
    """
    top, counted = TOP * len(chances), Counter(chances)
    levels = sorted(counted, reverse=True)
    shown, so_far = levels[0], counted[levels[0]]
    for level in levels[1:]:
        so_far += counted[level]
        if so_far > top:
            break
        shown = level
    return shown


def best_limit(judged: Judged) -> float:
    """Return the limit with the best F1; of several the highest."""
    limits = sorted({chance for chance, _ in judged}, reverse=True)
    return max(limits, key=lambda limit: f1(judged, limit))


def calibration_error(judged: Judged) -> float:
    """Return the expected calibration error: over ten bins of chance, the mean gap of chance and share."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, label in judged:
        bins.setdefault(min(int(chance * BINS), BINS - 1), []).append((chance, label))
    return sum(abs(sum(chance - label for chance, label in each)) for each in bins.values()) / len(judged)


def surely_better(judged: Judged, base_rate: float) -> bool:
    """Return whether the Brier score is below that of the base rate by more than chance makes of it, at 95 %."""
    gains = [(base_rate - label) ** 2 - (chance - label) ** 2 for chance, label in judged]
    return len(gains) > 1 and fmean(gains) > Z * stdev(gains) / sqrt(len(gains))


def area_under_curve(judged: Judged) -> float | None:
    """Return the chance that a positive tender has a higher value than another; None without both sorts."""
    ordered = sorted(judged, key=lambda each: each[0])
    positives = sum(label for _, label in judged)
    others = len(judged) - positives
    if not positives or not others:
        return None
    ranks, place = 0.0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][0] == ordered[place][0]:
            end += 1
        ranks += (place + 1 + end) / 2 * sum(label for _, label in ordered[place:end])
        place = end
    return (ranks - positives * (positives + 1) / 2) / (positives * others)
