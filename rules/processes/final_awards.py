"""Awards in a final state: indicators that read them wait until no award is pending, so that results are stable."""

from dataclasses import dataclass
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.answers import IndicatorAnswer, not_applicable, not_assessable, unless_missing
from rules.processes.published_process import ACTIVE, PublishedAward, PublishedProcess, text_in
from rules.processes.reasons import (
    AwardNotFinal,
    NoActiveAward,
    ProcessFieldMissing,
    SeveralActiveAwards,
    SeveralSuppliers,
)

ENDED: Final = frozenset({"cancelled", "unsuccessful"})


@dataclass(frozen=True, slots=True)
class FinalAwards:
    """The awards in force of a process whose awards are all final. `missing`: awards without a status."""

    active: tuple[PublishedAward, ...]
    missing: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class SingleAward:
    """The only award in force, made to one supplier."""

    supplier: str
    supplier_path: str
    missing: tuple[Coded, ...]


def final_awards(process: PublishedProcess) -> FinalAwards | IndicatorAnswer:
    """Return the awards in force of a process with awards and bids, or the answer why they cannot be used."""
    absent: list[Coded] = []
    if process.awards is None:
        absent.append(ProcessFieldMissing(field="/awards"))
    if process.bids is None:
        absent.append(ProcessFieldMissing(field="/bids/details"))
    if absent:
        return not_assessable(*absent)
    missing: list[Coded] = []
    active = []
    for award in process.awards or ():
        if award.status is None:
            missing.append(ProcessFieldMissing(field=f"{award.path}/status"))
        elif award.status == ACTIVE:
            active.append(award)
        elif award.status not in ENDED:
            return not_assessable(AwardNotFinal(field=f"{award.path}/status", status=award.status))
    return FinalAwards(tuple(active), tuple(missing))


def single_award(process: PublishedProcess) -> SingleAward | IndicatorAnswer:
    """Return the only award in force with its only supplier, or the answer why there is none."""
    found = final_awards(process)
    if isinstance(found, IndicatorAnswer):
        return found
    missing = list(found.missing)
    if not found.active:
        return unless_missing(missing, not_applicable(NoActiveAward()))
    if len(found.active) > 1:
        return not_applicable(SeveralActiveAwards(number=PlainNumber(len(found.active))))
    [award] = found.active
    if award.suppliers is not None and len(award.suppliers) > 1:
        return not_applicable(SeveralSuppliers(number=PlainNumber(len(award.suppliers))))
    path = f"{award.path}/suppliers/0/id"
    supplier = text_in(award.suppliers[0], "id") if award.suppliers else None
    if supplier is None:
        return not_assessable(*missing, ProcessFieldMissing(field=path))
    return SingleAward(supplier, path, tuple(missing))
