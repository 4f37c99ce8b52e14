"""R036: the lowest submitted bid was disqualified."""

from typing import ClassVar

from institutions.codes.base import Coded
from rules.processes.answers import (
    CLEAR,
    DecidingValue,
    IndicatorAnswer,
    ProcessFinding,
    flagged,
    not_applicable,
    not_assessable,
    unless_missing,
)
from rules.processes.comparison import price_comparison
from rules.processes.figures import money
from rules.processes.indicators.base import Indicator
from rules.processes.named_parties import statusless
from rules.processes.published_process import DISQUALIFIED, VALID, PublishedBid, PublishedProcess
from rules.processes.reasons import NoActiveAward, NothingToCompare, NoValidBid, ProcessFieldMissing
from rules.processes.statements import LowestDisqualified


class LowestBidDisqualified(Indicator):
    """An award in force, a valid bid with an amount, and a disqualified bid below it."""

    code: ClassVar = "R036"

    def observe(self, process: PublishedProcess) -> None:
        """Look at the bids: the first of them may set the main currency."""
        self._compare(process)

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Compare the lowest submitted bid with the valid ones."""
        found = self._compare(process)
        if found.outcome != "clear":
            return found
        return unless_missing(list(self.shared.counts.disqualified_unknown()), found)

    def _compare(self, process: PublishedProcess) -> IndicatorAnswer:
        if refused := price_comparison(process, self.settings):
            return refused
        if process.awards is None:
            return not_assessable(ProcessFieldMissing(field="/awards"))
        missing = statusless(process.awards)
        if not process.active_awards:
            return unless_missing(missing, not_applicable(NoActiveAward()))
        if not process.bids:
            return not_assessable(*missing, ProcessFieldMissing(field="/bids/details/0"))
        missing.clear()  # an award is in force, whatever the others are
        lowest, valid, compared = self._lowest(process, missing)
        if missing and self.settings.flag("comparison_needs_all_bids"):
            return not_assessable(*missing)
        if lowest is not None and valid is not None and lowest.status == DISQUALIFIED:
            return flagged(finding_of_lowest(lowest, valid))
        if missing:
            return not_assessable(*missing)
        if valid is None:
            return not_applicable(NoValidBid())
        return CLEAR if compared > 1 else not_applicable(NothingToCompare())

    def _lowest(
        self, process: PublishedProcess, missing: list[Coded]
    ) -> tuple[PublishedBid | None, PublishedBid | None, int]:
        """Return the lowest submitted bid, the lowest valid one, and how many could be compared."""
        lowest: tuple[float, PublishedBid] | None = None
        valid: tuple[float, PublishedBid] | None = None
        compared = 0
        tie_counts = self.settings.flag("r036_tie_counts")
        for bid in process.bids or ():
            if bid.status is None:
                missing.append(ProcessFieldMissing(field=f"{bid.path}/status"))
            if not bid.submitted or (amount := self.shared.currency.amount_of(bid, missing)) is None:
                continue
            compared += 1
            tie = lowest is not None and amount == lowest[0] and bid.status == VALID and not tie_counts
            if lowest is None or amount < lowest[0] or tie:
                lowest = (amount, bid)
            if bid.status == VALID and (valid is None or amount < valid[0]):
                valid = (amount, bid)
        return lowest and lowest[1], valid and valid[1], compared


def finding_of_lowest(lowest: PublishedBid, valid: PublishedBid) -> ProcessFinding:
    """Return the finding for a lowest bid that was disqualified."""
    statement = LowestDisqualified(
        lowest=money(lowest.amount or 0.0, lowest.currency or ""),
        valid=money(valid.amount or 0.0, valid.currency or ""),
    )
    evidence = (
        DecidingValue(f"{lowest.path}/value/amount", lowest.amount),
        DecidingValue(f"{lowest.path}/value/currency", lowest.currency),
        DecidingValue(f"{lowest.path}/status", lowest.status),
        *(DecidingValue(path, name) for name, path in lowest.tenderer_ids()),
        DecidingValue(f"{valid.path}/value/amount", valid.amount),
    )
    return ProcessFinding(statement, evidence, ("r036_tie_counts", "comparison_needs_all_bids"), 1.0)
