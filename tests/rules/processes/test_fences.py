"""Quartiles and fences are those of statrs, to the last bit."""

from math import inf, isnan, nan

import pytest

from rules.processes.fences import fence_of, fused_sum, quantile_of
from rules.processes.moments import nanoseconds_of, whole_days

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("values", "tau", "wanted"),
    [
        ([5.0], 0.25, 5.0),
        ([1.0, 2.0], 0.25, 1.0),
        ([1.0, 2.0, 3.0, 4.0], 0.25, 1.4166666666666665),
        ([1.0, 2.0, 3.0, 4.0], 0.75, 3.5833333333333335),
        ([1.0, 2.0, 3.0], 0.0, 1.0),
        ([1.0, 2.0, 3.0], 1.0, 3.0),
    ],
)
def test_a_quantile_is_number_eight_of_hyndman_and_fan(values: list[float], tau: float, wanted: float) -> None:
    assert quantile_of(values, tau) == wanted


def test_no_values_have_no_quantile_and_no_fence() -> None:
    assert isnan(quantile_of([], 0.25))
    assert isnan(fence_of([], "upper", 1.5).limit)


def test_a_fence_is_rounded_once() -> None:
    lower, upper = (fence_of([0.52, 1.39], side, 1.5).limit for side in ("lower", "upper"))
    assert (lower, upper) == (-0.7849999999999998, 2.695)
    assert lower != 0.52 - 1.5 * (1.39 - 0.52)
    assert upper != 1.39 + 1.5 * (1.39 - 0.52)
    assert fused_sum(0.1, 10.0, -1.0) == 2**-54
    assert fused_sum(0.1, 10.0, -1.0) != 0.1 * 10.0 - 1.0
    assert fused_sum(inf, 1.5, 1.0) == inf
    assert isnan(fused_sum(nan, 1.5, 1.0))


def test_a_value_on_a_fence_is_beyond_it_if_it_is_inclusive() -> None:
    fence, strict = (fence_of([1.0, 1.0, 1.0], "lower", 1.5, inclusive=each) for each in (True, False))
    assert (fence.is_below(1.0), fence.is_above(1.0)) == (True, True)
    assert (strict.is_below(1.0), strict.is_above(1.0)) == (False, False)
    assert (strict.is_below(0.9), strict.is_above(1.1)) == (True, True)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-03-01T18:00:00Z", "2026-03-16T17:59:59Z", 14),
        ("2026-03-01T18:00:00Z", "2026-03-16T18:00:00Z", 15),
        ("2026-03-01T18:00:00.5Z", "2026-03-16T18:00:00.499999999Z", 14),
        ("2026-03-02T03:00:00+09:00", "2026-03-16T18:00:00Z", 15),
        ("2026-03-16T18:00:00Z", "2026-03-16T17:00:00Z", 0),
        ("2026-03-16T18:00:00Z", "2026-03-14T17:00:00Z", -2),
    ],
)
def test_a_period_has_whole_days(start: str, end: str, days: int) -> None:
    first, last = nanoseconds_of(start), nanoseconds_of(end)
    assert first is not None
    assert last is not None
    assert whole_days(first, last) == days


@pytest.mark.parametrize(
    "text", ["", "2026-03-01", "2026-03-01T18:00:00", "2026-02-30T00:00:00Z", "2026-03-01T24:00:00Z", "０", "invalid"]
)
def test_a_text_without_time_and_time_zone_is_no_moment(text: str) -> None:
    assert nanoseconds_of(text) is None
