"""A clock for tests that seal, count days or say when the next seal comes: noon of a fixed day, from where it goes on.

By the clock of the machine such a test fails when midnight in Japan, the end of a month or that of a year passes within
it. Tests that need another moment set `django.utils.timezone.now` themselves.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Self
from unittest.mock import patch

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)  # in Japan


@contextmanager
def clock_from_noon() -> Iterator[None]:
    """Let Django's clock begin at noon; it goes on as time passes, and never reaches the next day."""
    began = time.monotonic()

    class AnyMoment(type):
        """The type of it, by which every moment is one of its own: Django asks whether a value is a moment."""

        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, datetime)

    class FromNoon(datetime, metaclass=AnyMoment):
        """The type by which Django reads the clock."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            found = NOON + timedelta(seconds=time.monotonic() - began)
            shown = found.astimezone(tz) if tz else found.astimezone().replace(tzinfo=None)
            return cls.combine(shown.date(), shown.timetz())

    # Columns have `timezone.now` itself as their default, so what it calls is replaced.
    with patch("django.utils.timezone.datetime", FromNoon):
        yield
