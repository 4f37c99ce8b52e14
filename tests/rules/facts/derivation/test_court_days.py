"""Periods that end on a day without business of the courts run to the next one."""

from datetime import date

import pytest

from rules.facts.derivation.court_days import is_day_off, national_holidays
from tests.rules.facts.gathering.building import case_with, facts

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("as_of", "ends_from"),
    [
        ("2026-06-19", "2026-06-19"),  # a Friday
        ("2026-06-20", "2026-06-20"),  # the Saturday after it: what ended on Friday is over
        ("2026-06-21", "2026-06-20"),
        ("2026-06-22", "2026-06-20"),  # the Monday takes in the weekend
        ("2026-06-23", "2026-06-23"),
        ("2026-07-21", "2026-07-18"),  # the Tuesday after Marine Day
        ("2027-01-04", "2026-12-29"),  # the first day of business of the year
        ("2026-05-07", "2026-05-02"),  # 3 May 2026 is a Sunday: 6 May stands in for it
        ("2026-09-24", "2026-09-19"),  # 22 September 2026 lies between two holidays
    ],
)
def test_a_period_is_open_if_it_ends_today_or_on_days_off_just_before(as_of: str, ends_from: str) -> None:
    (found,) = facts(case_with(as_of=as_of), "court_period")
    assert found.ends_from_on == ends_from


def test_the_holidays_of_a_year_are_those_that_the_cabinet_office_gives() -> None:
    given = """01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03
    11-23"""
    assert sorted(national_holidays(2026)) == [date.fromisoformat(f"2026-{day}") for day in given.split()]


def test_the_turn_of_the_year_is_without_business_and_an_ordinary_day_is_not() -> None:
    assert [is_day_off(date(2026, 12, day)) for day in (28, 29, 30, 31)] == [False, True, True, True]
    assert [is_day_off(date(2029, 1, day)) for day in (2, 3, 4)] == [True, True, False]
