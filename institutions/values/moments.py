"""The moments between which a day of the register lies."""

from datetime import date, datetime, time

from django.utils import timezone


def start_of_day(day: date) -> datetime:
    """Return the first moment of a day in the register's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
