"""Counts over a file that say what its publisher publishes at all."""

from institutions.codes.base import Coded
from rules.processes.profile import ScreenSettings
from rules.processes.published_process import DISQUALIFIED, PublishedProcess
from rules.processes.reasons import NoDisqualifiedBids


class FileCounts:
    """The number of disqualified bids of a file."""

    def __init__(self, settings: ScreenSettings) -> None:
        self._must_occur = settings.flag("disqualified_must_occur")
        self.disqualified = 0

    def observe(self, process: PublishedProcess) -> None:
        """Count the bids of a process."""
        self.disqualified += sum(1 for each in process.submitted if each.status == DISQUALIFIED)

    def disqualified_unknown(self) -> tuple[Coded, ...]:
        """Return the reason why nothing can be said about disqualified bids, if there is one."""
        return (NoDisqualifiedBids(),) if self._must_occur and not self.disqualified else ()
