"""R025: a frequent tenderer wins unusually seldom."""

from collections.abc import Mapping
from typing import ClassVar

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.answers import Group, IndicatorAnswer
from rules.processes.fences import Fence, quantile_of
from rules.processes.figures import percent
from rules.processes.final_awards import single_award
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.indicators.limits import limit_of, limit_values, too_few
from rules.processes.indicators.party_answer import (
    PartyCount,
    PartyStanding,
    answer_for_parties,
    flagged_standing,
    not_counted,
)
from rules.processes.named_parties import submitted_tenderers
from rules.processes.published_process import VALID, PublishedProcess
from rules.processes.reasons import NoLowerLimit
from rules.processes.statements import SeldomWins

HUNDRED = 100.0


class SeldomWinning(Indicator):
    """Wins per process with a valid bid up to the lower fence, of a tenderer with many valid bids.

    A process counts where exactly one award is in force, with one supplier; bids of several tenderers do not count.
    """

    code: ClassVar = "R025"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        self._counts: dict[str, PartyCount] = {}
        self._frequent = 0.0
        self._fence = Fence(0.0, 0)

    def observe(self, process: PublishedProcess) -> None:
        """Count each tenderer with a valid bid once."""
        award = single_award(process)
        if isinstance(award, IndicatorAnswer):
            return
        names = {each.sole_tenderer for each in process.bids or () if each.status == VALID}
        for name in names:
            if name is not None:
                count = self._counts.get(name)
                won, bids = (count.part, count.whole) if count else (0, 0)
                self._counts[name] = PartyCount(won + (name == award.supplier), bids + 1)

    def settle(self) -> None:
        """Compute the number of bids of frequent tenderers, and the lower fence of their shares."""
        numbers = sorted(float(each.whole) for each in self._counts.values())
        self._frequent = quantile_of(numbers, self.settings.count("r025_percentile") / HUNDRED)
        shares = [each.share for each in self._counts.values()]
        self._fence = limit_of(shares, "lower", "r025_threshold", self.settings)

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Look at the tenderers of the process."""
        missing: list[Coded] = []
        tenderers = submitted_tenderers(process, missing)
        standings = [self._standing(name, path) for name, path in tenderers.items()]
        return answer_for_parties(standings, missing, 1)

    def fences(self) -> Mapping[str, Fence]:
        """Return the limits of bids and of shares."""
        return {"upper_fence": Fence(self._frequent, len(self._counts)), "lower_fence": self._fence}

    def flagged_parties(self) -> Mapping[Group, Mapping[str, float]]:
        """Return the flagged tenderers with their shares."""
        return {"Tenderer": {name: each.share for name, each in self._counts.items() if self._is_flagged(each)}}

    def _reasons(self) -> tuple[Coded, ...]:
        if reasons := too_few(self._fence, self.settings):
            return reasons
        # A fence of zero would flag the many frequent tenderers that never win; a lower one, nobody.
        return () if self._fence.limit > 0 else (NoLowerLimit(),)

    def _is_flagged(self, count: PartyCount) -> bool:
        return not self._reasons() and count.whole >= self._frequent and self._fence.is_below(count.share)

    def _standing(self, name: str, path: str) -> PartyStanding:
        count = self._counts.get(name)
        if count is None:
            return not_counted("Tenderer", name, path)
        if self._is_flagged(count):
            statement = SeldomWins(
                party=name,
                won=PlainNumber(count.part),
                bids=PlainNumber(count.whole),
                limit=percent(self._fence.limit),
            )
            return flagged_standing(
                ("Tenderer", name, path),
                statement,
                (("processes_won", count.part), ("processes_with_valid_bid", count.whole)),
                ("r025_percentile", "fence_factor" if not self._fence.given else "r025_threshold"),
                count.share,
                (("r025_upper_fence", self._frequent), *limit_values("r025", self._fence, "lower")),
            )
        if (reasons := self._reasons()) and count.part < count.whole:
            return PartyStanding("Tenderer", name, path, "unknown", reasons=reasons)
        return PartyStanding("Tenderer", name, path, "within")
