"""R035: the winner's bid is the only valid one, since those of others were disqualified."""

from typing import ClassVar

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.answers import (
    CLEAR,
    DecidingValue,
    FlaggedParty,
    IndicatorAnswer,
    ProcessFinding,
    flagged,
    not_applicable,
    not_assessable,
    unless_missing,
)
from rules.processes.final_awards import FinalAwards, final_awards
from rules.processes.indicators.base import Indicator
from rules.processes.named_parties import suppliers_of, tenderers_of
from rules.processes.published_process import DISQUALIFIED, VALID, PublishedProcess
from rules.processes.reasons import NoActiveAward, NoValidBid, ProcessFieldMissing, WinnerBidOtherwise
from rules.processes.statements import OthersDisqualified

MANY = 2  # tenderers with valid bids: more data could not make them one


class AllOthersDisqualified(Indicator):
    """One tenderer with valid bids, which is the only supplier, and at least so many others disqualified."""

    code: ClassVar = "R035"

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Compare the tenderers of valid and disqualified bids with the suppliers."""
        awards = final_awards(process)
        if isinstance(awards, IndicatorAnswer):
            return awards
        missing = list(awards.missing)
        suppliers = supplier_paths(awards, missing)
        valid, disqualified = tenderers_by_status(process, missing)
        others = {name: path for name, path in disqualified.items() if name not in valid}
        partly = bool(missing) and self.settings.flag("comparison_needs_all_bids") and len(valid) < MANY
        if partly and awards.active:
            return not_assessable(*missing)
        threshold = max(self.settings.count("r035_threshold"), 1)
        if len(valid) == 1 and valid.keys() == suppliers.keys() and len(others) >= threshold:
            [winner] = valid
            paths = {**suppliers, **others}
            return flagged(
                ProcessFinding(
                    OthersDisqualified(number=PlainNumber(len(others))),
                    tuple(DecidingValue(path, name) for name, path in paths.items()),
                    ("r035_threshold", "comparison_needs_all_bids"),
                    float(len(others)),
                    (FlaggedParty("Tenderer", winner, 0.0),),
                )
            )
        if not awards.active:
            return unless_missing(missing, not_applicable(NoActiveAward()))
        if len(valid) >= MANY:
            return CLEAR
        missing += self.shared.counts.disqualified_unknown()
        if not process.bids:
            missing.append(ProcessFieldMissing(field="/bids/details/0"))
        if missing:
            return not_assessable(*missing)
        if not valid:
            return not_applicable(NoValidBid())
        return CLEAR if valid.keys() == suppliers.keys() else not_applicable(WinnerBidOtherwise())


def supplier_paths(awards: FinalAwards, missing: list[Coded]) -> dict[str, str]:
    """Return the suppliers of the awards in force with their paths."""
    found: dict[str, str] = {}
    for award in awards.active:
        for name, path in suppliers_of(award, missing).items():
            found.setdefault(name, path)
    return found


def tenderers_by_status(process: PublishedProcess, missing: list[Coded]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the tenderers of valid and those of disqualified bids, with their paths."""
    found: dict[str, dict[str, str]] = {VALID: {}, DISQUALIFIED: {}}
    for bid in process.bids or ():
        if bid.status is None:
            missing.append(ProcessFieldMissing(field=f"{bid.path}/status"))
        elif (names := found.get(bid.status)) is not None:
            for name, path in tenderers_of(bid, missing).items():
                names.setdefault(name, path)
    return found[VALID], found[DISQUALIFIED]
