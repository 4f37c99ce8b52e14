"""Dates as the law counts them: a period starts the day after the event and ends on the same date of its last month.

Dates are ISO text, which compares like dates do (SUBMISSION.md, rule 6).
"""

from calendar import monthrange
from datetime import date, timedelta

from institutions.values.written_day import written_day


def months_after(day: str, months: int) -> str:
    """Return the last day of a period of months after the day; 31 August + 6 months is the end of February."""
    start = written_day(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def days_after(day: str, days: int) -> str:
    """Return the last day of a period of days after the day."""
    return (written_day(day) + timedelta(days=days)).isoformat()


def quarter_end(day: str) -> str:
    """Return the last day of the calendar quarter of the day."""
    given = written_day(day)
    month = (given.month + 2) // 3 * 3
    return date(given.year, month, monthrange(given.year, month)[1]).isoformat()
