"""R018: a single tenderer in a competitive procedure.

Cardinal reads `numberOfTenderers`. Ours counts the tenderers with a valid bid, and shows the published number beside.
"""

from typing import ClassVar

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
    unless_missing,
)
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.named_parties import tenderers_of
from rules.processes.published_process import VALID, PublishedProcess, list_in, party_ids, text_in
from rules.processes.reasons import (
    CompetitionUnknown,
    MethodNotCovered,
    NoValidBid,
    ProcessFieldMissing,
    ProcessFieldUnusable,
)
from rules.processes.statements import SingleTendererCounted, SingleTendererCountedBeside, SingleTendererPublished

METHOD = "/tender/procurementMethod"
NUMBER = "/tender/numberOfTenderers"
PENDING = "pending"


class SingleTenderer(Indicator):
    """Exactly one tenderer, by the published number or by the bids, as the profile says."""

    code: ClassVar = "R018"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        self._methods = self.settings.value("r018_methods", frozenset)
        self._counts_bids = self.settings.flag("r018_counts_bids")

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Read the published number or count the bids, where the method is competitive."""
        method = text_in(process.tender, "procurementMethod")
        if self._methods and method is not None and method not in self._methods:
            return not_applicable(MethodNotCovered(method=method))
        if self._counts_bids:
            return self._counted(process, method)
        if self._methods and method is None:
            return not_assessable(ProcessFieldMissing(field=METHOD))
        return self._published(process, method)

    def _published(self, process: PublishedProcess, method: str | None) -> IndicatorAnswer:
        number = process.tender.get("numberOfTenderers")
        if not isinstance(number, int) or isinstance(number, bool):
            return not_assessable(ProcessFieldMissing(field=NUMBER))
        if number < 0:
            return not_assessable(ProcessFieldUnusable(field=NUMBER, value=str(number)))
        if number != 1:
            return CLEAR
        evidence = (DecidingValue(NUMBER, number), DecidingValue(METHOD, method))
        return flagged(ProcessFinding(SingleTendererPublished(), evidence, ("r018_methods",), 1.0))

    def _counted(self, process: PublishedProcess, method: str | None) -> IndicatorAnswer:
        if not process.bids:
            return not_assessable(ProcessFieldMissing(field="/bids/details"))
        valid: dict[frozenset[str], str] = {}  # a joint bid is one competitor
        missing: list[Coded] = []
        for bid in process.bids:
            if bid.status == VALID:
                if paths := tenderers_of(bid, missing):
                    valid.setdefault(frozenset(paths), next(iter(paths.values())))
            elif bid.status is None:
                missing.append(ProcessFieldMissing(field=f"{bid.path}/status"))
            elif bid.status == PENDING:
                missing.append(ProcessFieldUnusable(field=f"{bid.path}/status", value=PENDING))
        if len(valid) > 1:
            return CLEAR
        if missing or not valid:
            return unless_missing(missing, not_applicable(NoValidBid()))
        if self._methods and method is None and not rivals_known(process):
            return not_assessable(CompetitionUnknown(field=METHOD))
        [(tenderers, path)] = valid.items()
        number = process.tender.get("numberOfTenderers")
        shown = number if isinstance(number, int | float | str) else None
        bids = PlainNumber(len(process.bids))
        statement = (
            SingleTendererCounted(bids=bids)
            if shown is None
            else SingleTendererCountedBeside(bids=bids, published=str(shown))
        )
        evidence = (
            DecidingValue(path, ", ".join(sorted(tenderers))),
            DecidingValue(NUMBER, shown),
            DecidingValue(METHOD, method),
        )
        return flagged(ProcessFinding(statement, evidence, ("r018_methods", "r018_counts_bids"), 1.0))


def rivals_known(process: PublishedProcess) -> bool:
    """Return whether more than one tenderer is listed: then the procedure was competitive, whatever its method."""
    listed = {name for bid in process.bids or () for name, _ in bid.tenderer_ids()}
    listed |= {name for name, _ in party_ids(list_in(process.tender, "tenderers"), "/tender/tenderers")}
    number = process.tender.get("numberOfTenderers")
    return len(listed) > 1 or (isinstance(number, int) and not isinstance(number, bool) and number > 1)
