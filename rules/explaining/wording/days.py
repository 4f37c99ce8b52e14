"""A day or moment in the calendar of the reader's language: on a page, in a report or message."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from institutions.codes.wording import reader_language as reader_language
from institutions.values.written_day import written_day
from rules.engine.language.statements import Language, date_text

TO_MINUTES: Final = "%H:%M"
TO_SECONDS: Final = "%H:%M:%S"


def shown_day(day: date | str, language: Language | None = None) -> str:
    """Return a day as 20 June 2026, or 令和8年6月20日. A text is a stored day, such as 2026-06-20."""
    return date_text(day if isinstance(day, str) else day.isoformat(), language or reader_language())


def other_calendar(day: date | str, language: Language | None = None) -> str:
    """Return the same day in the calendar of the other language: 令和8年6月20日, or 2026年6月20日."""
    if (language or reader_language()) == "en":
        return shown_day(day, "ja")
    on = written_day(day) if isinstance(day, str) else day
    return f"{on.year}年{on.month}月{on.day}日"


def shown_moment(moment: datetime, language: Language | None = None, *, clock: str = TO_MINUTES) -> str:
    """Return the local day and time of day: 20 June 2026 14:05, or 令和8年6月20日 14:05."""
    local = timezone.localtime(moment)
    return f"{shown_day(local.date(), language)} {local.strftime(clock)}"
