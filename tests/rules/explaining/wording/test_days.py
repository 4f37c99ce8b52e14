"""A day and a moment as their reader has them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from rules.explaining.wording.days import TO_SECONDS, shown_day, shown_moment

DAY = date(2026, 6, 20)
MOMENT = datetime(2026, 6, 19, 15, 4, 5, tzinfo=UTC)  # the next day in Tokyo


@pytest.mark.parametrize(("language", "day"), [("en", "20 June 2026"), ("ja", "令和8年6月20日")])
def test_days_and_moments_stand_in_the_calendar_of_the_language(language: str, day: str) -> None:
    with translation.override(language):
        assert shown_day(DAY) == shown_day("2026-06-20") == day
        assert shown_moment(MOMENT) == f"{day} 00:04"
        assert shown_moment(MOMENT, clock=TO_SECONDS) == f"{day} 00:04:05"


@pytest.mark.parametrize(("language", "day"), [("en", "20 June 2026"), ("ja", "令和8年6月20日")])
def test_templates_write_them_by_filters(language: str, day: str) -> None:
    days, moments = "{{ on|day }}; {{ at|day }}", "{{ at|moment }}; {{ at|moment:exact }}"
    text = f"{{% load dates %}}{days}; {moments}; {{{{ none|day }}}}{{{{ none|moment }}}}"
    with translation.override(language):
        written = Template(text).render(Context({"on": DAY, "at": MOMENT, "none": None, "exact": "seconds"}))
    assert written == f"{day}; {day}; {day} 00:04; {day} 00:04:05; "


def test_a_language_that_is_given_is_that_of_the_reader() -> None:
    assert shown_day(DAY, "ja") == "令和8年6月20日"
