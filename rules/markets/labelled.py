"""Labelled tenders: which of them a proved cartel took part in, as their source says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.facts.tenders.screens import figures_of_each
from rules.facts.tenders.tender import Figures, Tender


@dataclass(frozen=True)
class LabelledTender:
    """A tender, whether a bid of it is labelled, and its place in the file, from 0."""

    tender: Tender
    positive: bool
    place: int


@dataclass(frozen=True)
class ScreenedTender:
    """A labelled tender with its figures, which read the days before its own and its own bids alone."""

    tender: Tender
    positive: bool
    place: int
    figures: Figures

    @property
    def day(self) -> str:
        """The day of the tender; only dated ones are screened."""
        return self.tender.day or ""


def screened_tenders(
    labelled: Iterable[LabelledTender], first: str | None = None, last: str | None = None
) -> list[ScreenedTender]:
    """Return the dated tenders of a period, the earliest first. History before the period counts for their figures."""
    by_tender = {each.tender.key: each for each in labelled}
    found = []
    for tender, figures in figures_of_each(each.tender for each in by_tender.values()):
        if (first is None or (tender.day or "") >= first) and (last is None or (tender.day or "") <= last):
            label = by_tender[tender.key]
            found.append(ScreenedTender(tender, label.positive, label.place, figures))
    return found


def positives_in(tenders: Sequence[ScreenedTender]) -> int:
    """Return how many of the tenders are labelled."""
    return sum(each.positive for each in tenders)
