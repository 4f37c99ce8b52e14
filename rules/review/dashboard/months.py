"""Months of the calendar: the last ones, and one as a value of an address."""

import re
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from institutions.values.moments import start_of_day
from institutions.values.written_day import written_day

MONTHS: Final = 12
WRITTEN: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")


def last_months(today: date, number: int = MONTHS) -> list[date]:
    """Return the first days of the last months, the present one last."""
    months = [today.year * 12 + today.month - 1 - back for back in reversed(range(number))]
    return [date(each // 12, each % 12 + 1, 1) for each in months]


def month_value(first: date) -> str:
    """Return a month as an address has it, such as 2026-11."""
    return f"{first:%Y-%m}"


def month_words(first: date) -> str:
    """Return a month in words, in the active language."""
    return date_format(first, _("F Y"))


def month_in(value: str) -> date | None:
    """Return the first day of a month as an address has it; None for another text."""
    return written_day(f"{value}-01") if WRITTEN.fullmatch(value) else None


def in_month(field: str, first: date) -> Q:
    """Return the condition that a moment lies in a month of Tokyo."""
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Q(**{f"{field}__gte": start_of_day(first), f"{field}__lt": start_of_day(following)})
