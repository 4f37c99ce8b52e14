"""R028: different tenderers bid the same price."""

from collections import defaultdict
from typing import ClassVar

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.answers import (
    CLEAR,
    DecidingValue,
    FlaggedParty,
    IndicatorAnswer,
    ProcessFinding,
    flagged,
    not_applicable,
    not_assessable,
    unless_missing,
)
from rules.processes.comparison import price_comparison, usable_amount
from rules.processes.figures import money
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.named_parties import tenderers_of
from rules.processes.published_process import PublishedBid, PublishedProcess
from rules.processes.reasons import NothingToCompare, ProcessFieldMissing
from rules.processes.statements import SamePrice

PricedBids = dict[tuple[float, str], dict[frozenset[str], PublishedBid]]


class IdenticalPrices(Indicator):
    """Submitted bids of different tenderers, or groups of them, with one amount in one currency."""

    code: ClassVar = "R028"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        self._above_zero = self.settings.flag("amounts_above_zero")

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Group the submitted bids by price."""
        if refused := price_comparison(process, self.settings):
            return refused
        if process.bids is None:
            return not_assessable(ProcessFieldMissing(field="/bids/details"))
        missing: list[Coded] = []
        prices = self._prices(process, missing)
        same = {price: bids for price, bids in prices.items() if len(bids) > 1}
        if same:
            return flagged(finding_of_price(same))
        few = len({group for bids in prices.values() for group in bids}) < 2
        return unless_missing(missing, not_applicable(NothingToCompare()) if few else CLEAR)

    def _prices(self, process: PublishedProcess, missing: list[Coded]) -> PricedBids:
        prices: PricedBids = defaultdict(dict)
        for bid in process.bids or ():
            if bid.status is None:
                missing.append(ProcessFieldMissing(field=f"{bid.path}/status"))
            if not bid.submitted:
                continue
            names = frozenset(tenderers_of(bid, missing))
            amount = usable_amount(bid, missing, above_zero=self._above_zero)
            if names and amount is not None and bid.currency is not None:
                prices[amount, bid.currency].setdefault(names, bid)
        return prices


def finding_of_price(same: PricedBids) -> ProcessFinding:
    """Return the finding for prices that several tenderers bid; the statement names the first of them."""
    (amount, currency), first = next(iter(same.items()))
    bids = [bid for each in same.values() for bid in each.values()]
    evidence = [
        value
        for bid in bids
        for value in (
            DecidingValue(f"{bid.path}/value/amount", bid.amount),
            *(DecidingValue(path, name) for name, path in bid.tenderer_ids()),
        )
    ]
    parties = dict.fromkeys(name for bid in bids for name, _ in bid.tenderer_ids())
    return ProcessFinding(
        SamePrice(number=PlainNumber(len(first)), price=money(amount, currency)),
        tuple(evidence),
        ("amounts_above_zero",),
        1.0,
        tuple(FlaggedParty("Tenderer", each, 1.0) for each in parties),
    )
