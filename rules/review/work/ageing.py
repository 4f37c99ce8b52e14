"""The age of a case, in bands. The bands and the days of warning are ours, no law's (decision 23)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from institutions.values.moments import start_of_day

CONDITION_WARNING_DAYS: Final = 14
DISMISSAL_WARNING_DAYS: Final = 30
LATELY_DAYS: Final = 30
DUE_WITHIN_DAYS: Final = (7, 14, 30, 90)


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Ages from one number of days to another; None: without end."""

    youngest: int
    oldest: int | None

    @property
    def name(self) -> str:
        """The name in an address, such as 8-30."""
        return f"{self.youngest}-{'' if self.oldest is None else self.oldest}"

    def holds(self, field: str, today: date) -> Q:
        """Match rows whose moment in this field is as old as the band."""
        younger = Q(**{f"{field}__lt": start_of_day(today - timedelta(days=self.youngest - 1))})
        return (
            younger
            if self.oldest is None
            else younger & Q(**{f"{field}__gte": start_of_day(today - timedelta(days=self.oldest))})
        )


BANDS: Final = (AgeBand(0, 7), AgeBand(8, 30), AgeBand(31, 90), AgeBand(91, None))
BY_NAME: Final = {band.name: band for band in BANDS}


def days_since(moment: datetime, today: date) -> int:
    """Count whole days from the day of a moment to a day."""
    return (today - timezone.localdate(moment)).days
