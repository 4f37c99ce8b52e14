"""Shifts of a date by a parameter; dates are ISO text, and an open end stays open."""

from functools import lru_cache
from typing import Final

from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.date_arithmetic import days_after, months_after

MONTHS_OF: Final = {"months": 1, "years": 12}


@lru_cache(maxsize=16384)
def moved_day(day: str, amount: int, unit: str) -> str:
    """Return the day an amount of days, months or years later (earlier where negative), counted as the law does.

    A day beyond the calendar becomes the open end or the open start.
    """
    if day in (OPEN_END, OPEN_START):
        return day
    try:
        return days_after(day, amount) if unit == "days" else months_after(day, amount * MONTHS_OF[unit])
    except (OverflowError, ValueError):
        return OPEN_END if amount > 0 else OPEN_START
