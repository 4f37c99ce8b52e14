"""Days and moments in templates: `{{ row.due_on|day }}`, `{{ row.at|moment }}`, `{{ row.at|moment:"seconds" }}`."""

from datetime import date, datetime
from typing import Final

from django import template

from institutions.values.calendar import day_in_words
from institutions.values.written_day import is_written_day, written_day
from rules.explaining.wording.days import TO_MINUTES, TO_SECONDS, shown_day, shown_moment

register = template.Library()
CLOCKS: Final = {"minutes": TO_MINUTES, "seconds": TO_SECONDS}


@register.filter
def day(given: date | datetime | str | None) -> str:
    """Write a day, or the day of a moment, in the reader's calendar; a text is a stored day. Empty if there is none."""
    if not given:
        return ""
    return shown_moment(given, clock="").strip() if isinstance(given, datetime) else shown_day(given)


@register.filter
def moment(given: datetime | None, exact: str = "minutes") -> str:
    """Write a day with its time of day, to the minute or to the second; empty if there is none."""
    return "" if given is None else shown_moment(given, clock=CLOCKS[exact])


@register.filter
def in_era(typed: str) -> str:
    """Write a typed day in the Japanese calendar; empty for a text that is no day."""
    return day_in_words(written_day(typed), "ja") if is_written_day(typed) else ""
