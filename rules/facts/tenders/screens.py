"""The three screens and their figures: one function for a case, a published process and a labelled tender alike."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rules.facts.tenders import pairs, prices, rotation
from rules.facts.tenders.history import TenderHistory, with_history
from rules.facts.tenders.tender import Figures, Tender

SCREENS: Final[Mapping[str, tuple[str, ...]]] = {
    "prices": prices.NAMES,
    "pairs": pairs.NAMES,
    "rotation": rotation.NAMES,
}


def figures_of(tender: Tender, history: TenderHistory) -> Figures:
    """Return every figure of a tender. `history`: of the days before its own."""
    return {
        **prices.price_figures(tender),
        **pairs.pair_figures(tender, history),
        **rotation.rotation_figures(tender, history),
    }


def figures_of_each(tenders: Iterable[Tender]) -> Iterator[tuple[Tender, Figures]]:
    """Yield every dated tender with its figures, the earliest first."""
    for tender, history in with_history(tenders):
        yield tender, figures_of(tender, history)
