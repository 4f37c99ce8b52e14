"""Days as English writes them, and as the pages show them: 30 September 2029, 30 Sep 2029, September 30, 2029."""

import re
from datetime import date
from typing import Final

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SHORTEST: Final = 3  # letters of a month that is cut short
WRITTEN: Final = (
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>[a-z]+)\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})"),
)


def english_day(text: str) -> date | None:
    """Return the day that a text in half-width letters names by the English name of its month; None if it is none."""
    found = next(filter(None, (form.fullmatch(text.strip().lower()) for form in WRITTEN)), None)
    if found is None or len(found["month"]) < SHORTEST:
        return None
    month = next((number for number, name in enumerate(MONTHS, 1) if name.startswith(found["month"])), 0)
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:  # no such month, or no such day of it
        return None
