"""Dates as the law counts them: a period starts the day after the event and is counted forward alone.

Dates are ISO text, which compares like dates do (SUBMISSION.md, rule 6).
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from institutions.values.written_day import written_day

NEAR: Final = 4  # days between the same day of two months and the end of a period between them, at most


@lru_cache(maxsize=4_096)
def months_after(day: str, months: int) -> str:
    """Return the last day of a period of months after the day; 28 February + 6 months is 31 August.

    The period starts on the next day and ends on the day before the day that corresponds to its start, or where the
    last month lacks that day on the last day of the month (Civil Code, art. 140 and 143). Nothing is counted backwards:
    for fewer than 0 months, return the first day from which a period of so many months reaches the given day.
    """
    if months < 0:
        back = _on_same_day(written_day(day), months)
        near = (days_after(back.isoformat(), shift) for shift in range(-NEAR, NEAR + 1))
        return next(each for each in near if months_after(each, -months) >= day)
    start = written_day(day) + timedelta(days=1)
    end = _on_same_day(start, months)
    return (end - timedelta(days=1) if end.day == start.day else end).isoformat()


def _on_same_day(day: date, months: int) -> date:
    """Return the same day of another month, or its last day where it lacks that day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_after(day: str, days: int) -> str:
    """Return the last day of a period of days after the day."""
    return (written_day(day) + timedelta(days=days)).isoformat()


def quarter_end(day: str) -> str:
    """Return the last day of the calendar quarter of the day."""
    given = written_day(day)
    month = (given.month + 2) // 3 * 3
    return date(given.year, month, monthrange(given.year, month)[1]).isoformat()
