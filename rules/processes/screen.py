"""The indicators over one file: every process is observed, then the limits are settled, then each is answered."""

from collections.abc import Mapping
from typing import Final

from institutions.codes.base import Coded
from rules.processes.answers import IndicatorAnswer, not_applicable
from rules.processes.earlier_releases import unless_earlier_unknown
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.indicators.table import INDICATORS
from rules.processes.profile import CARDINAL, ScreenSettings
from rules.processes.published_process import PublishedProcess, text_in
from rules.processes.reasons import IndicatorFailed, ProcessCancelled, ProcessExcluded

CANCELLED: Final = "cancelled"
OF_GAPS: Final = frozenset({"R024", "R058"})

Answers = dict[str, IndicatorAnswer]


class ProcessScreen:
    """One profile over one file. Memory grows with the parties and by eight bytes a process."""

    def __init__(self, settings: ScreenSettings) -> None:
        self.settings = settings
        self.shared = SharedReading(settings)
        self.indicators: Mapping[str, Indicator] = {
            code: kind(self.shared)
            for code, kind in INDICATORS.items()
            if settings.indicators is None or code in settings.indicators
        }
        self._reads_gaps = bool(OF_GAPS & self.indicators.keys())

    def observe(self, process: PublishedProcess) -> None:
        """Count a process, in the first pass."""
        if self.left_out(process) is not None:
            return
        self.shared.counts.observe(process)
        if self._reads_gaps:
            self.shared.gaps.observe(process)
        for each in self.indicators.values():
            each.observe(process)

    def settle(self) -> None:
        """Compute the limits, after the first pass."""
        for each in self.indicators.values():
            each.settle()

    def answers(self, process: PublishedProcess) -> Answers:
        """Return the answer of every indicator about a process, in the second pass."""
        if (reason := self.left_out(process)) is not None:
            return dict.fromkeys(self.indicators, not_applicable(reason))
        answers = {code: self._answer(each, process) for code, each in self.indicators.items()}
        if not process.unknown or self.settings.profile == CARDINAL:
            return answers
        return {code: unless_earlier_unknown(code, process, each) for code, each in answers.items()}

    def left_out(self, process: PublishedProcess) -> Coded | None:
        """Return the reason why no indicator is about the process; None if they are."""
        if text_in(process.tender, "status") == CANCELLED:
            return ProcessCancelled()
        details = process.method_details
        if details is not None and details in self.settings.excluded_methods:
            return ProcessExcluded(method=details)
        return None

    def _answer(self, indicator: Indicator, process: PublishedProcess) -> IndicatorAnswer:
        try:
            return indicator.answer(process)
        except (ArithmeticError, LookupError, TypeError, ValueError) as trouble:
            # Shown as an error of this process and counted: the command ends with status 1.
            return IndicatorAnswer("error", (IndicatorFailed(trouble=f"{type(trouble).__name__}: {trouble}"),))
