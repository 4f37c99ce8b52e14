"""The days between which the chart can slide: the first days of changes in how economic security is run.

They are the days on which bodies of the register began (institutions/data/bodies.yaml); a test compares them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from institutions.kinds.base import Label


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """A day, and the event that it is known for."""

    on: date
    label: Label


PREPARED: Final = (
    ChartEvent(date(2001, 1, 6), Label("Reorganisation of the ministries", "中央省庁再編")),
    ChartEvent(date(2020, 4, 1), Label("Economic division of the NSS", "国家安全保障局「経済班」発足")),
    ChartEvent(date(2021, 9, 1), Label("Digital Agency", "デジタル庁発足")),
)
TODAY: Final = Label("Today", "本日")


def chart_events(today: date) -> tuple[ChartEvent, ...]:
    """Return the prepared days, the earliest first, and today."""
    return (*PREPARED, ChartEvent(today, TODAY))


def chart_event_at(on: date, today: date) -> int:
    """Return the place of the last step that is not after a day; the first one for an earlier day."""
    return max((place for place, step in enumerate(chart_events(today)) if step.on <= on), default=0)


def day_to_compare(on: date, today: date) -> date | None:
    """Return the step before a day, else the day before it; None on the first day of the calendar."""
    earlier = [step.on for step in chart_events(today) if step.on < on]
    if earlier:
        return earlier[-1]
    return on - timedelta(days=1) if on > date.min else None
