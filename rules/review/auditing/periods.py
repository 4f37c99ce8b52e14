"""The period of an audit: its first and last day, both included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from institutions.audit.searching import read_search_day
from institutions.codes.base import Coded
from institutions.codes.errors import CodedFieldsError
from institutions.query.troubles import PeriodEndsBefore
from institutions.values.moments import start_of_day

DEFAULT_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class AuditPeriod:
    """A period from the first day to the last."""

    from_on: date
    until_on: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment, and the first one after the period."""
        return start_of_day(self.from_on), start_of_day(self.until_on + timedelta(days=1))


class PeriodRefusedError(CodedFieldsError):
    """An error of days that make no period: the trouble and the remedy, by field."""


def last_year() -> AuditPeriod:
    """Return the default period: the last year."""
    today = timezone.localdate()
    return AuditPeriod(today - timedelta(days=DEFAULT_DAYS), today)


def read_period(given: Mapping[str, str]) -> AuditPeriod:
    """Read the days of a form, `from` and `until`; the last year replaces one that is left out."""
    errors, default = dict[str, Coded](), last_year()
    begin = read_search_day(given, "from", errors) or default.from_on
    end = read_search_day(given, "until", errors) or default.until_on
    if not errors and begin > end:
        errors["until"] = PeriodEndsBefore()
    if errors:
        raise PeriodRefusedError(errors)
    return AuditPeriod(begin, end)
