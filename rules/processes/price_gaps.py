"""The distance between the winning bid and the lowest valid bid of another tenderer, which R024 and R058 read.

The distance is (other - winning) / winning. It is read where exactly one award is in force, with one supplier, and the
award went to the lowest bid.
"""

from array import array
from dataclasses import dataclass
from math import inf

from institutions.codes.base import Coded
from rules.processes.answers import DecidingValue, IndicatorAnswer, not_applicable, not_assessable, unless_missing
from rules.processes.comparison import MainCurrency, price_comparison
from rules.processes.figures import plain_figure
from rules.processes.final_awards import single_award
from rules.processes.profile import ScreenSettings
from rules.processes.published_process import VALID, PublishedBid, PublishedProcess
from rules.processes.reasons import (
    JointBidNotAssigned,
    LowestBidLost,
    NoBidOfWinner,
    NothingToCompare,
    ProcessFieldMissing,
    ProcessFieldUnusable,
)


@dataclass(frozen=True, slots=True)
class PriceGap:
    """The distance of one process, with the two bids. `missing`: bids that could not be compared."""

    ratio: float
    winner: PublishedBid
    other: PublishedBid
    supplier: str
    supplier_path: str
    missing: tuple[Coded, ...]

    @property
    def evidence(self) -> tuple[DecidingValue, ...]:
        """The amounts and the supplier, with their places."""
        return (
            DecidingValue(self.supplier_path, self.supplier),
            DecidingValue(f"{self.winner.path}/value/amount", self.winner.amount),
            DecidingValue(f"{self.winner.path}/value/currency", self.winner.currency),
            DecidingValue(f"{self.other.path}/value/amount", self.other.amount),
            DecidingValue(f"{self.other.path}/tenderers/0/id", self.other.sole_tenderer),
        )


class PriceGaps:
    """The distances of a file: in the first pass all of them, in the second that of a process."""

    def __init__(self, settings: ScreenSettings, currency: MainCurrency) -> None:
        self._settings = settings
        self._currency = currency
        self._last: tuple[PublishedProcess, PriceGap | IndicatorAnswer] | None = None
        self.ratios = array("d")  # eight bytes a process

    def observe(self, process: PublishedProcess) -> None:
        """Add the distance of a process, if it has one."""
        found = self.gap_of(process)
        if isinstance(found, PriceGap):
            self.ratios.append(found.ratio)

    def gap_of(self, process: PublishedProcess) -> PriceGap | IndicatorAnswer:
        """Return the distance of a process, or the answer why it has none."""
        if self._last is None or self._last[0] is not process:
            self._last = (process, self._gap(process))
        return self._last[1]

    def _gap(self, process: PublishedProcess) -> PriceGap | IndicatorAnswer:
        if refused := price_comparison(process, self._settings):
            return refused
        award = single_award(process)
        if isinstance(award, IndicatorAnswer):
            return award
        missing: list[Coded] = list(award.missing)
        winner: tuple[float, PublishedBid] | None = None
        other: tuple[float, PublishedBid] | None = None
        for bid in process.bids or ():
            amount = self._comparable(bid, missing)
            if amount is None:
                continue
            if bid.sole_tenderer == award.supplier:
                winner = (amount, bid) if winner is None or amount < winner[0] else winner
            else:
                other = (amount, bid) if other is None or amount < other[0] else other
        if winner is None:
            return not_assessable(*missing, NoBidOfWinner(field=award.supplier_path))
        if other is None:
            return unless_missing(missing, not_applicable(NothingToCompare()))
        if missing and self._settings.flag("comparison_needs_all_bids"):
            return not_assessable(*missing)
        if other[0] < winner[0]:
            return unless_missing(missing, not_applicable(LowestBidLost()))
        ratio = distance_between(winner[0], other[0])
        if ratio is None:
            zero = ProcessFieldUnusable(field=f"{winner[1].path}/value/amount", value=plain_figure(winner[0]))
            return not_assessable(*missing, zero)
        return PriceGap(ratio, winner[1], other[1], award.supplier, award.supplier_path, tuple(missing))

    def _comparable(self, bid: PublishedBid, missing: list[Coded]) -> float | None:
        """Return the amount of a valid bid in the main currency; None otherwise, with a reason if data is missing."""
        if bid.status is None:
            missing.append(ProcessFieldMissing(field=f"{bid.path}/status"))
        if bid.status != VALID:
            return None
        if bid.tenderers and len(bid.tenderers) > 1:
            missing.append(JointBidNotAssigned(field=bid.path))
            return None
        if bid.sole_tenderer is None:
            missing.append(ProcessFieldMissing(field=f"{bid.path}/tenderers/0/id"))
            return None
        return self._currency.amount_of(bid, missing)


def distance_between(winning: float, other: float) -> float | None:
    """Return the relative distance as a double has it: infinite above zero; None where both are zero."""
    if winning == 0:
        return inf if other > 0 else None
    return (other - winning) / winning
