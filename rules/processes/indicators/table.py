"""The table of the indicators, in the order of their codes."""

from typing import Final

from rules.processes.indicators.base import Indicator
from rules.processes.indicators.r003 import ShortSubmissionPeriod
from rules.processes.indicators.r018 import SingleTenderer
from rules.processes.indicators.r024 import CloseToWinningBid
from rules.processes.indicators.r025 import SeldomWinning
from rules.processes.indicators.r028 import IdenticalPrices
from rules.processes.indicators.r030 import LateBidWon
from rules.processes.indicators.r035 import AllOthersDisqualified
from rules.processes.indicators.r036 import LowestBidDisqualified
from rules.processes.indicators.r038 import OftenDisqualifiedBids
from rules.processes.indicators.r048 import ManyClasses
from rules.processes.indicators.r058 import FarBelowNextBid

INDICATORS: Final[dict[str, type[Indicator]]] = {
    each.code: each
    for each in (
        ShortSubmissionPeriod,
        SingleTenderer,
        CloseToWinningBid,
        SeldomWinning,
        IdenticalPrices,
        LateBidWon,
        AllOthersDisqualified,
        LowestBidDisqualified,
        OftenDisqualifiedBids,
        ManyClasses,
        FarBelowNextBid,
    )
}
