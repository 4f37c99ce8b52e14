"""R030: the winner's bid is dated after the deadline.

Cardinal compares the two dates as texts. Ours compares them as moments.
"""

from typing import ClassVar

from institutions.codes.base import Coded
from rules.processes.answers import (
    CLEAR,
    DecidingValue,
    FlaggedParty,
    IndicatorAnswer,
    ProcessFinding,
    flagged,
    not_applicable,
    not_assessable,
)
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.moments import PLACEHOLDER_DAY, nanoseconds_of
from rules.processes.named_parties import statusless, suppliers_of, tenderers_of
from rules.processes.published_process import VALID, PublishedBid, PublishedProcess, object_in, text_in
from rules.processes.reasons import NoActiveAward, NoBidOfWinner, ProcessFieldMissing, ProcessFieldUnusable
from rules.processes.statements import LateWinner

DEADLINE = "/tender/tenderPeriod/endDate"


class LateBidWon(Indicator):
    """A valid bid after the end of the tender period, of a supplier of an award in force."""

    code: ClassVar = "R030"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        self._moments = self.settings.flag("r030_compares_moments")
        self._placeholders = self.settings.flag("placeholder_dates_count")

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Compare the dates of the winners' valid bids with the deadline."""
        deadline = text_in(object_in(process.tender, "tenderPeriod"), "endDate")
        missing: list[Coded] = []
        given = (deadline, process.awards, process.bids)
        for value, path in zip(given, (DEADLINE, "/awards", "/bids/details"), strict=True):
            if value is None:
                missing.append(ProcessFieldMissing(field=path))
        if deadline is not None and not missing:
            self._refuse_unusable(DEADLINE, deadline, missing)
        if missing or deadline is None:
            return not_assessable(*missing)
        winners = self._winners(process, missing)
        late, dated = self._late_bids(process, deadline, winners, missing)
        unseen = sorted(winners - dated)
        if late:
            return flagged(self._finding(deadline, late, winners))
        if missing:
            return not_assessable(*missing)
        if not process.active_awards:
            return not_applicable(NoActiveAward())
        if unseen:
            paths = {name: path for each in process.active_awards for name, path in each.supplier_ids()}
            return not_assessable(*(NoBidOfWinner(field=paths[name]) for name in unseen))
        return CLEAR

    def _winners(self, process: PublishedProcess, missing: list[Coded]) -> set[str]:
        winners: set[str] = set()
        missing += statusless(process.awards)
        for award in process.active_awards:
            winners |= suppliers_of(award, missing).keys()
        return winners

    def _late_bids(
        self, process: PublishedProcess, deadline: str, winners: set[str], missing: list[Coded]
    ) -> tuple[list[PublishedBid], set[str]]:
        """Return the late bids of winners, and the winners of whom a bid has a date that can be compared."""
        late: list[PublishedBid] = []
        dated: set[str] = set()
        for bid in process.bids or ():
            if bid.status is None:
                missing.append(ProcessFieldMissing(field=f"{bid.path}/status"))
            if bid.status != VALID:
                continue
            names = winners & tenderers_of(bid, missing).keys()
            if not names:
                continue
            if bid.date is None:
                missing.append(ProcessFieldMissing(field=f"{bid.path}/date"))
            elif not self._refuse_unusable(f"{bid.path}/date", bid.date, missing):
                dated |= names
                if self._is_after(bid.date, deadline):
                    late.append(bid)
        return late, dated

    def _refuse_unusable(self, path: str, text: str, missing: list[Coded]) -> bool:
        """Return whether a date cannot be compared; add the reason."""
        unreadable = self._moments and nanoseconds_of(text) is None
        if not unreadable and (self._placeholders or not text.startswith(PLACEHOLDER_DAY)):
            return False
        missing.append(ProcessFieldUnusable(field=path, value=text))
        return True

    def _is_after(self, date: str, deadline: str) -> bool:
        if not self._moments:
            return date > deadline
        return (nanoseconds_of(date) or 0) > (nanoseconds_of(deadline) or 0)

    def _finding(self, deadline: str, late: list[PublishedBid], winners: set[str]) -> ProcessFinding:
        names = dict.fromkeys(name for bid in late for name, _ in bid.tenderer_ids() if name in winners)
        evidence = [DecidingValue(DEADLINE, deadline)]
        for bid in late:
            evidence.append(DecidingValue(f"{bid.path}/date", bid.date))
            evidence.extend(DecidingValue(path, name) for name, path in bid.tenderer_ids() if name in winners)
        return ProcessFinding(
            LateWinner(date=late[0].date or "", deadline=deadline),
            tuple(evidence),
            ("r030_compares_moments",),
            1.0,
            tuple(FlaggedParty("Tenderer", each, 1.0) for each in names),
        )
