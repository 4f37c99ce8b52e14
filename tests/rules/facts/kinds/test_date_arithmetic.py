"""Periods end on the same date of their last month, inclusive."""

import pytest

from rules.facts.kinds.date_arithmetic import days_after, months_after, quarter_end

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2024-11-20", 24, "2026-11-20"),
        ("2026-01-15", 6, "2026-07-15"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-02-28", 6, "2026-08-31"),
        ("2026-06-30", 1, "2026-07-31"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-06-15", -24, "2024-06-15"),
        ("2024-02-29", -12, "2023-02-28"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, last: str) -> None:
    assert months_after(day, months) == last


def test_days_are_counted_from_the_day_after() -> None:
    assert days_after("2026-02-20", 10) == "2026-03-02"


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-01-01", "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-09-30", "2026-09-30"),
        ("2026-12-01", "2026-12-31"),
    ],
)
def test_a_quarter_ends_with_its_third_month(day: str, last: str) -> None:
    assert quarter_end(day) == last


@pytest.mark.parametrize("months", [1, 6, 12, 24])
def test_a_look_back_holds_where_the_period_from_the_earlier_day_reaches_the_later_one(months: int) -> None:
    days = [days_after("2023-12-20", each) for each in range(500)]
    for later in days[400:480]:
        first = months_after(later, -months)
        assert months_after(first, months) >= later > months_after(days_after(first, -1), months)
