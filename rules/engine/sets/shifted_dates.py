"""Shifts of a date by days, months or years, as `rules.engine.compiled.dates.moved_day` counts them.

A period of months starts on the day after the event and ends on the day before the corresponding day, or on the last
day of the month that lacks it. The first day from which such a period reaches the given one has the same formula, but
from the last day of a month, which days of a longer month reach early. Ibis takes the sum of a date and an interval for
a date, where DuckDB makes a timestamp, and drops a cast to a date: only its text, cut to ten characters, is the day.
"""

from typing import Final

import ibis
import ibis.expr.types as ir

from rules.facts.kinds.base import OPEN_END, OPEN_START

BEYOND: Final = {"days": 4_000_000, "months": 150_000, "years": 12_000}  # more than the calendar has
MONTHS_OF: Final = {"months": 1, "years": 12}


def shifted_day(day: ir.StringValue, amount: ir.IntegerValue, sign: int, unit: str) -> ir.StringValue:
    """Return the day an amount of days, months or years later (`sign` 1) or earlier (-1); an open end stays open.

    A day beyond the calendar becomes the open end, or the open start if the amount is not above zero.
    """
    by = within_calendar(amount, BEYOND[unit]) * sign
    moved = _days_after(day, by) if unit == "days" else _months_after(day, by * MONTHS_OF[unit])
    late, early = ibis.date("9999-12-31"), ibis.date("0001-01-01")
    return ibis.cases(
        (day.isin([OPEN_END, OPEN_START]), ibis.ifelse(amount.notnull(), day, ibis.null("string"))),
        ((moved > late) | (moved < early), ibis.ifelse(by > 0, OPEN_END, OPEN_START)),
        else_=moved.cast("string").left(10),
    )


def within_calendar(amount: ir.IntegerValue, most: int) -> ir.IntegerValue:
    """Return an amount that no interval overflows at. LEAST and GREATEST would take the limit where it is unknown."""
    return ibis.cases((amount > most, most), (amount < -most, -most), else_=amount)


def _days_after(day: ir.StringValue, by: ir.IntegerValue) -> ir.Value:
    return day.try_cast("date") + by.cast("int32").as_interval("D")


def _months_after(day: ir.StringValue, by: ir.IntegerValue) -> ir.Value:
    """Return the last day of a period of months; for fewer than 0, the first day from which one reaches the day."""
    given, months = day.try_cast("date"), by.cast("int32").as_interval("M")
    start = given + ibis.interval(days=1)
    end = start + months
    counted = ibis.ifelse(end.day() == start.day(), end - ibis.interval(days=1), end)
    return ibis.ifelse((by < 0) & (start.day() == 1), given + months, counted)
