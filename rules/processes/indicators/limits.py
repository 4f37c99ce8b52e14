"""Limits that are computed from the file: whether they rest on enough, and how findings show them."""

from collections.abc import Sequence

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.fences import Fence, Side, fence_of
from rules.processes.profile import ScreenSettings
from rules.processes.reasons import TooFewCompared


def limit_of(values: Sequence[float], side: Side, threshold: str, settings: ScreenSettings) -> Fence:
    """Return the threshold of the settings, or else the fence of the values of the file."""
    if (given := settings.threshold(threshold)) is not None:
        return Fence(given, len(values))
    inclusive = settings.flag("fence_is_inclusive")
    return fence_of(values, side, settings.value("fence_factor", float), inclusive=inclusive)


def too_few(fence: Fence, settings: ScreenSettings) -> tuple[Coded, ...]:
    """Return the reason why a computed limit rests on too few values, if it does."""
    minimum = settings.count("minimum_compared")
    if fence.given or fence.compared >= minimum:
        return ()
    return (TooFewCompared(number=PlainNumber(fence.compared), minimum=PlainNumber(minimum)),)


def limit_values(prefix: str, fence: Fence, side: str) -> tuple[tuple[str, float], ...]:
    """Return a limit that was computed, with its quartiles, for the parameters of a finding."""
    if fence.q1 is None or fence.q3 is None:
        return ()
    return ((f"{prefix}_{side}_fence", fence.limit), (f"{prefix}_q1", fence.q1), (f"{prefix}_q3", fence.q3))
