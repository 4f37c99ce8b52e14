"""R058: the winning bid is unusually far below the lowest valid bid of another tenderer."""

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
from rules.processes.reasons import NoUpperLimit
from rules.processes.statements import DistantBids


class FarBelowNextBid(Indicator):
    """A distance from the upper fence on. The winner is flagged too."""

    code: ClassVar = "R058"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        self._fence = Fence(0.0, 0)

    def settle(self) -> None:
        """Compute the upper fence of all distances."""
        self._fence = limit_of(self.shared.gaps.ratios, "upper", "r058_threshold", self.settings)

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Compare the distance with the fence; a distance of zero is never high."""
        gap = self.shared.gaps.gap_of(process)
        if isinstance(gap, IndicatorAnswer):
            return gap
        if gap.ratio == 0:
            return unless_missing(list(gap.missing), CLEAR)
        if reasons := too_few(self._fence, self.settings):
            return not_assessable(*reasons)
        fence = self._fence
        if not fence.limit > 0:
            return not_assessable(NoUpperLimit())
        if not fence.is_above(gap.ratio):
            return unless_missing(list(gap.missing), CLEAR)
        return flagged(
            ProcessFinding(
                DistantBids(distance=percent(gap.ratio), limit=percent(fence.limit)),
                gap.evidence,
                ("r058_threshold",) if fence.given else ("fence_factor",),
                gap.ratio,
                (FlaggedParty("Tenderer", gap.supplier, 0.0),),
                limit_values("r058", fence, "upper"),
            )
        )

    def fences(self) -> dict[str, Fence]:
        """Return the upper fence."""
        return {"upper_fence": self._fence}
