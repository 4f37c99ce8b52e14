"""R024: the winning bid and the lowest valid bid of another tenderer are unusually close."""

from typing import ClassVar

from rules.processes.answers import (
    CLEAR,
    FlaggedParty,
    IndicatorAnswer,
    ProcessFinding,
    flagged,
    not_assessable,
    unless_missing,
)
from rules.processes.fences import Fence
from rules.processes.figures import percent
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.indicators.limits import limit_of, limit_values, too_few
from rules.processes.published_process import PublishedProcess
from rules.processes.reasons import NoLowerLimit
from rules.processes.statements import CloseBids


class CloseToWinningBid(Indicator):
    """A distance up to the lower fence. Winner and next bidder are flagged too."""

    code: ClassVar = "R024"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        self._fence = Fence(0.0, 0)

    def settle(self) -> None:
        """Compute the lower fence of all distances."""
        self._fence = limit_of(self.shared.gaps.ratios, "lower", "r024_threshold", self.settings)

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Compare the distance with the fence."""
        gap = self.shared.gaps.gap_of(process)
        if isinstance(gap, IndicatorAnswer):
            return gap
        if reasons := too_few(self._fence, self.settings):
            return not_assessable(*reasons)
        fence = self._fence
        # A fence of zero would flag the many distances of zero; a lower one, nothing.
        if not fence.limit > 0:
            return not_assessable(NoLowerLimit())
        if not fence.is_below(gap.ratio):
            return unless_missing(list(gap.missing), CLEAR)
        parties = dict.fromkeys((gap.supplier, gap.other.sole_tenderer or ""))
        return flagged(
            ProcessFinding(
                CloseBids(distance=percent(gap.ratio), limit=percent(fence.limit)),
                gap.evidence,
                ("r024_threshold",) if fence.given else ("fence_factor",),
                gap.ratio,
                tuple(FlaggedParty("Tenderer", each, 0.0) for each in parties),
                limit_values("r024", fence, "lower"),
            )
        )

    def fences(self) -> dict[str, Fence]:
        """Return the lower fence."""
        return {"lower_fence": self._fence}
