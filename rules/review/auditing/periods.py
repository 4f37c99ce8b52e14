"""The period that an auditor looks at: two days, both included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.audit.searching import day_of, start_of

DEFAULT_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last."""

    from_on: date
    until_on: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment to the first one that is no more in it."""
        return start_of(self.from_on), start_of(self.until_on + timedelta(days=1))


class PeriodRefusedError(ValueError):
    """Days that make no period: by field the trouble and the remedy."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


def last_year() -> Period:
    """What is looked at where nobody says which days."""
    today = timezone.localdate()
    return Period(today - timedelta(days=DEFAULT_DAYS), today)


def period_of(given: Mapping[str, str]) -> Period:
    """The days of a form, `from` and `until`; the last year stands in for one that is left out."""
    errors, default = dict[str, str](), last_year()
    begin = day_of(given, "from", errors) or default.from_on
    end = day_of(given, "until", errors) or default.until_on
    if not errors and begin > end:
        errors["until"] = _("The last day is before the first.")
    if errors:
        raise PeriodRefusedError(errors)
    return Period(begin, end)
