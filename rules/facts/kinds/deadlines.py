"""Facts about time limits that depend on the calendar."""

from dataclasses import dataclass

from rules.facts.kinds.base import Day, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtPeriod(Fact):
    """The periods for going to court that are open at `as_of`: exactly one, made from `as_of` alone.

    A period is open if its last day is `ends_from_on` or later. That is `as_of`, or where days without business of the
    courts lie just before it, the first of these: a period that ends on such a day runs to the next day of business.
    id: `court_period`.
    """

    label = ("Periods of courts", "出訴期間")

    ends_from_on: Day
