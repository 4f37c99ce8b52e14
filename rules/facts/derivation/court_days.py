"""Days on which courts do no business, and the periods that are therefore still open.

A period whose last day is a Saturday, a Sunday, a national holiday or one of 29 December to 3 January ends with the
next day of business (SUBMISSION.md, rule 6; Code of Civil Procedure 95(3)). National holidays as the Act on National
Holidays has them since 2022; the days that were moved for single years before are not known here.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from institutions.values.written_day import written_day
from rules.facts.kinds.deadlines import CourtPeriod

DAY: Final = timedelta(days=1)
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
NEW_YEAR: Final = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
# Month and day.
SAME_DAY: Final = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
# Month and which of its Mondays.
ON_A_MONDAY: Final = ((1, 2), (7, 3), (9, 3), (10, 2))
# Month and the day of the equinox in 1980 with its fraction; right for the years 1980 to 2099.
EQUINOXES: Final = ((3, 20.8431), (9, 23.2488))
EQUINOX_YEAR: Final = 1980
EQUINOX_SHIFT: Final = 0.242194  # days a year


def court_period(as_of: str) -> CourtPeriod:
    """Return the periods open on a day: those with their last day on it or later, or just before it on days off."""
    day = written_day(as_of)
    while is_day_off(day - DAY):
        day -= DAY
    return CourtPeriod(id="court_period", ends_from_on=day.isoformat())


def is_day_off(day: date) -> bool:
    """Return whether courts do no business on the day."""
    return day.weekday() in (SATURDAY, SUNDAY) or (day.month, day.day) in NEW_YEAR or day in national_holidays(day.year)


@cache
def national_holidays(year: int) -> frozenset[date]:
    """Return the national holidays of a year, with those that replace a Sunday and those between two others."""
    named = frozenset(named_holidays(year))
    found = set(named)
    for day in named:
        if day.weekday() == SUNDAY:
            while day in named:
                day += DAY
            found.add(day)
    return frozenset(found | {day + DAY for day in named if day + 2 * DAY in named and day + DAY not in found})


def named_holidays(year: int) -> Iterator[date]:
    """Yield the holidays that the law names."""
    yield from (date(year, month, day) for month, day in SAME_DAY)
    for month, which in ON_A_MONDAY:
        first = date(year, month, 1)
        yield first + timedelta(days=(MONDAY - first.weekday()) % 7 + 7 * (which - 1))
    since = year - EQUINOX_YEAR
    for month, start in EQUINOXES:
        yield date(year, month, int(start + EQUINOX_SHIFT * since) - since // 4)
