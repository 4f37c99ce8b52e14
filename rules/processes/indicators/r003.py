"""R003: the tender period is short."""

from collections.abc import Mapping
from typing import ClassVar, cast

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.answers import (
    CLEAR,
    DecidingValue,
    IndicatorAnswer,
    ProcessFinding,
    flagged,
    not_applicable,
    not_assessable,
)
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.moments import PLACEHOLDER_DAY, nanoseconds_of, whole_days
from rules.processes.published_process import PublishedProcess, object_in, text_in
from rules.processes.reasons import MethodNotCovered, ProcessFieldMissing, ProcessFieldUnusable
from rules.processes.statements import ShortTenderPeriod

METHOD = "/tender/procurementMethod"
PERIOD = "/tender/tenderPeriod"


class ShortSubmissionPeriod(Indicator):
    """Fewer whole days between start and end of the tender period than the limit of the method."""

    code: ClassVar = "R003"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        self._methods = self.settings.value("r003_methods", frozenset)
        self._limit = self.settings.count("r003_threshold_days")
        by_details = self.settings.parameters["r003_threshold_days_by_details"].value
        self._by_details = cast("Mapping[str, int]", by_details)
        self._placeholders = self.settings.flag("placeholder_dates_count")

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Compare the period with the limit."""
        if refused := self._method(process):
            return refused
        missing: list[Coded] = []
        start, end = (self._moment(process, name, missing) for name in ("startDate", "endDate"))
        if start is None or end is None:
            return not_assessable(*missing)
        days = whole_days(start, end)
        details = process.method_details
        by_method = details is not None and details in self._by_details
        limit = self._by_details[details] if by_method and details is not None else self._limit
        if days >= limit:
            return CLEAR
        period = object_in(process.tender, "tenderPeriod")
        return flagged(
            ProcessFinding(
                ShortTenderPeriod(days=PlainNumber(days), limit=PlainNumber(limit)),
                tuple(DecidingValue(f"{PERIOD}/{name}", text_in(period, name)) for name in ("startDate", "endDate")),
                ("r003_threshold_days_by_details" if by_method else "r003_threshold_days",),
                1.0,
            )
        )

    def _method(self, process: PublishedProcess) -> IndicatorAnswer | None:
        if not self._methods:
            return None
        method = text_in(process.tender, "procurementMethod")
        if method is None:
            return not_assessable(ProcessFieldMissing(field=METHOD))
        return None if method in self._methods else not_applicable(MethodNotCovered(method=method))

    def _moment(self, process: PublishedProcess, name: str, missing: list[Coded]) -> int | None:
        text = text_in(object_in(process.tender, "tenderPeriod"), name)
        if text is None:
            missing.append(ProcessFieldMissing(field=f"{PERIOD}/{name}"))
            return None
        moment = nanoseconds_of(text)
        if moment is None or (not self._placeholders and text.startswith(PLACEHOLDER_DAY)):
            missing.append(ProcessFieldUnusable(field=f"{PERIOD}/{name}", value=text))
            return None
        return moment
