"""The place of a selection among the sponsor's own earlier tenders, where no market record says what it would mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rules.facts.derivation.bids import WITH_BIDS
from rules.facts.derivation.case_tenders import earlier_tenders, tender_here
from rules.facts.derivation.market_screens import place_of
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none
from rules.facts.market_records.record import record_for
from rules.facts.tenders.screens import figures_of_each

FEWEST: Final = 10  # earlier tenders with the figure, below which no place is told
FIGURES: Final = {"prices": "cv", "pairs": "exclusivity", "rotation": "chance_of_order"}


@dataclass(frozen=True, slots=True)
class ScreenPlace:
    """A figure of this selection beside those of so many earlier tenders: lower than in so many of 100."""

    screen: str
    tenders: int
    lower_than: int


def screen_places(reading: CaseReading) -> Iterator[ScreenPlace]:
    """Yield a place for each screen without a model for this market, where enough earlier tenders have its figure."""
    if text_or_none(reading.case.selection, "method") not in WITH_BIDS or (here := tender_here(reading)) is None:
        return
    record = record_for(reading.markets, place_of(reading))
    earlier = [each for each in earlier_tenders(reading) if each.day and here.day and each.day < here.day]
    if len(earlier) < FEWEST:
        return
    *before, (_, ours) = figures_of_each([*earlier, here])
    for screen, name in FIGURES.items():
        own = ours[name]
        others = [value for _, figures in before if (value := figures[name]) is not None]
        if own is not None and len(others) >= FEWEST and not (record and screen in record.screens):
            lower = sum(own < value for value in others)
            yield ScreenPlace(screen, len(others), round(100 * lower / len(others)))
