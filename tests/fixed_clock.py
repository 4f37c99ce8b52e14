"""A clock for tests that seal, count days or say when the next seal comes: noon of a fixed day, from where it goes on.

By the clock of the machine such a test fails when midnight in Japan, the end of a month or that of a year passes within
it. Tests that need another moment set `django.utils.timezone.now` themselves.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import count
from typing import Self
from unittest.mock import patch

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)  # in Japan
DAY = NOON.date()
JAPAN = timedelta(hours=9)  # ahead of UTC
BEFORE = timedelta(milliseconds=600)  # the time before midnight at which the clock is looked at first


@contextmanager
def clock_from_noon() -> Iterator[None]:
    """Let Django's clock begin at noon; it goes on as time passes, and never reaches the next day."""
    began = time.monotonic()
    with clock_read_by(lambda: NOON + timedelta(seconds=time.monotonic() - began)):
        yield


@contextmanager
def evening_of(day: date) -> Iterator[None]:
    """Let Django's clock stand a minute before the end of a day in Japan."""
    with clock_read_by(lambda: end_of(day) - timedelta(minutes=1)):
        yield


@contextmanager
def midnight_after(looks: int, day: date = DAY) -> Iterator[None]:
    """Let Django's clock stand shortly before the end of a day in Japan, which passes after so many looks at it."""
    midnight = end_of(day)
    looked = count(1)

    def read() -> datetime:
        number = next(looked)
        return midnight + timedelta(microseconds=number) - (BEFORE if number <= looks else timedelta(0))

    with clock_read_by(read):
        yield


def end_of(day: date) -> datetime:
    """Return the moment at which a day in Japan ends."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC) - JAPAN


@contextmanager
def clock_read_by(read: Callable[[], datetime]) -> Iterator[None]:
    """Let Django's clock show what a function says."""

    class AnyMoment(type):
        """The type of it, by which every moment is one of its own: Django asks whether a value is a moment."""

        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, datetime)

    class ReadClock(datetime, metaclass=AnyMoment):
        """The type by which Django reads the clock."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            found = read()
            shown = found.astimezone(tz) if tz else found.astimezone().replace(tzinfo=None)
            return cls.combine(shown.date(), shown.timetz())

    # Columns have `timezone.now` itself as their default, so what it calls is replaced.
    with patch("django.utils.timezone.datetime", ReadClock):
        yield
