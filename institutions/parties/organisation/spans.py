"""Values that hold from one day until another, and the choice of the one that holds on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class DatedValue(Generic[Value]):
    """A value with its first and last day; None: no bound is stated. `place` orders rows of one first day."""

    value: Value
    from_on: date | None
    until_on: date | None
    place: int

    def covers(self, day: date) -> bool:
        """Return whether the value holds on a day."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)


def value_on_day(spans: Iterable[DatedValue[Value]], day: date) -> Value | None:
    """Return the value that holds on a day; of several the one that began last, else the one that was entered last."""
    holding = [each for each in spans if each.covers(day)]
    if not holding:
        return None
    return max(holding, key=lambda each: (each.from_on or date.min, each.place)).value
