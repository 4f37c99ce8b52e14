"""A day in the calendar of the language in which it is read."""

from datetime import date
from typing import Final, Literal

Language = Literal["en", "ja"]

ERAS: Final = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),  # from here on Japan counts days as the rest of the world does
)
MEIJI: Final = 1868  # its first year, before that calendar


def day_in_words(day: date, language: Language) -> str:
    """Return a day in words: 20 June 2026, or 令和8年6月20日."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    for first, era in ERAS:
        if day >= first:
            year = day.year - (MEIJI if era == "明治" else first.year) + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"
