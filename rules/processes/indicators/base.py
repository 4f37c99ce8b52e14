"""An indicator: it reads every process twice. First it counts, then, once the counts are settled, it answers."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from rules.processes.answers import Group, IndicatorAnswer
from rules.processes.comparison import MainCurrency
from rules.processes.fences import Fence
from rules.processes.file_counts import FileCounts
from rules.processes.price_gaps import PriceGaps
from rules.processes.profile import ScreenSettings
from rules.processes.published_process import PublishedProcess


class SharedReading:
    """The readings of a file that several indicators share."""

    def __init__(self, settings: ScreenSettings) -> None:
        self.settings = settings
        self.currency = MainCurrency(settings)
        self.gaps = PriceGaps(settings, self.currency)
        self.counts = FileCounts(settings)


class Indicator(ABC):
    """One indicator over one file."""

    code: ClassVar[str]

    def __init__(self, shared: SharedReading) -> None:
        self.settings = shared.settings
        self.shared = shared

    def observe(self, process: PublishedProcess) -> None:  # noqa: B027 - most indicators count nothing
        """Count a process in the first pass."""

    def settle(self) -> None:  # noqa: B027 - as above
        """Compute the limits after the first pass."""

    @abstractmethod
    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Return the answer about a process in the second pass."""

    def fences(self) -> Mapping[str, Fence]:
        """Return the limits that were computed, as Cardinal names them in `Meta`."""
        return {}

    def flagged_parties(self) -> Mapping[Group, Mapping[str, float]]:
        """Return the parties that are flagged over the whole file, with their values."""
        return {}
