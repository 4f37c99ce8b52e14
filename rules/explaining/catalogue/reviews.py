"""The rules whose law or numbers are to be reviewed, by the day that their files give."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from institutions.values.written_day import written_day
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.certainty import value_certainty
from rules.explaining.catalogue.entry import CatalogueEntry, catalogue_entries

AHEAD: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDue:
    """A rule that is to be reviewed by a day, the first of its laws and numbers."""

    entry: CatalogueEntry
    on: date
    overdue: bool


def reviews_due(rulebook: LoadedRulebook, today: date) -> list[ReviewDue]:
    """Return the rules that are overdue or due within 90 days, the most urgent first."""
    found = [
        ReviewDue(entry=entry, on=first, overdue=first < today)
        for entry in catalogue_entries(rulebook, today.isoformat())
        if (first := min(review_days(entry), default=None)) and first <= today + AHEAD
    ]
    return sorted(found, key=lambda each: (each.on, each.entry.rule.code))


def review_days(entry: CatalogueEntry) -> Iterator[date]:
    """Yield the days by which the laws and numbers of a rule are to be reviewed."""
    stated = [entry.certainty(each) for each in entry.rule.basis]
    stated += [value_certainty(period.entry) for number in entry.numbers for period in number.periods]
    yield from (written_day(each.review_on) for each in stated if each.review_on)
