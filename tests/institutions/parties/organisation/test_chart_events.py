"""The prepared days, and with which day a chart is compared."""

from datetime import date

import pytest

from institutions.parties.organisation.chart_events import chart_event_at, chart_events, day_to_compare

TODAY = date(2026, 11, 24)


def test_the_last_step_is_today() -> None:
    assert [step.on.isoformat() for step in chart_events(TODAY)] == [
        "2001-01-06",
        "2020-04-01",
        "2021-09-01",
        "2026-11-24",
    ]


@pytest.mark.parametrize(
    ("day", "place"),
    [("1990-01-01", 0), ("2001-01-06", 0), ("2020-03-31", 0), ("2020-04-01", 1), ("2026-11-24", 3), ("9999-12-31", 3)],
)
def test_the_slider_stands_at_the_last_step_that_has_been_reached(day: str, place: int) -> None:
    assert chart_event_at(date.fromisoformat(day), TODAY) == place


@pytest.mark.parametrize(
    ("day", "compared"),
    [
        ("2001-01-06", "2001-01-05"), ("1990-01-01", "1989-12-31"), ("2001-01-07", "2001-01-06"),
        ("2020-04-01", "2001-01-06"), ("2021-09-01", "2020-04-01"), ("2026-11-24", "2021-09-01"),
        ("2030-01-01", "2026-11-24"),
    ],
)  # fmt: skip
def test_a_day_is_compared_with_the_step_before_it(day: str, compared: str) -> None:
    assert day_to_compare(date.fromisoformat(day), TODAY) == date.fromisoformat(compared)


def test_before_the_first_day_of_the_calendar_there_is_none() -> None:
    assert day_to_compare(date.min, TODAY) is None
