"""R048: a supplier was awarded goods or services of unusually many classes."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.answers import Group, IndicatorAnswer, not_applicable, not_assessable, unless_missing
from rules.processes.fences import Fence
from rules.processes.figures import plain_figure
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.indicators.limits import limit_of, limit_values, too_few
from rules.processes.indicators.party_answer import PartyStanding, answer_for_parties, flagged_standing, not_counted
from rules.processes.named_parties import statusless
from rules.processes.published_process import PublishedAward, PublishedProcess, list_in, object_in, text_in
from rules.processes.reasons import NoActiveAward, ProcessFieldMissing, SeveralSuppliers
from rules.processes.statements import VariedSupplier


class ManyClasses(Indicator):
    """Distinct beginnings of the classifications of all items awarded to a supplier, from the upper fence on.

    An award to several suppliers does not count: nobody knows which of them supplied an item.
    """

    code: ClassVar = "R048"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        self._digits = self.settings.count("r048_digits")
        self._minimum = self.settings.count("r048_minimum_contracting_processes")
        self._processes: dict[str, int] = {}
        self._classes: dict[str, set[str]] = {}
        self._fence = Fence(0.0, 0)

    def observe(self, process: PublishedProcess) -> None:
        """Add the classes of the awarded items; a supplier counts once for each process."""
        counted = set()
        for award in process.active_awards:
            supplier = sole_supplier(award)
            if supplier is None:
                continue
            if classes := {code[: self._digits] for code in classifications(award) if code is not None}:
                self._classes.setdefault(supplier, set()).update(classes)
                counted.add(supplier)
        for supplier in counted:
            self._processes[supplier] = self._processes.get(supplier, 0) + 1

    def settle(self) -> None:
        """Compute the upper fence over suppliers with enough processes."""
        numbers = [float(len(self._classes[name])) for name, each in self._processes.items() if each >= self._minimum]
        self._fence = limit_of(numbers, "upper", "r048_threshold", self.settings)

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Look at the suppliers of the awards in force."""
        if process.awards is None:
            return not_assessable(ProcessFieldMissing(field="/awards"))
        missing = statusless(process.awards)
        awards = process.active_awards
        if not awards:
            return unless_missing(missing, not_applicable(NoActiveAward()))
        suppliers: dict[str, str] = {}
        joint = 0
        for award in awards:
            if award.suppliers is not None and len(award.suppliers) > 1:
                joint = len(award.suppliers)
            elif (supplier := sole_supplier(award)) is None:
                missing.append(ProcessFieldMissing(field=f"{award.path}/suppliers/0/id"))
            else:
                suppliers.setdefault(supplier, f"{award.path}/suppliers/0/id")
                missing += unclassified(award)
        if not suppliers:
            return unless_missing(missing, not_applicable(SeveralSuppliers(number=PlainNumber(joint))))
        standings = [self._standing(name, path) for name, path in suppliers.items()]
        return answer_for_parties(standings, missing, self._minimum)

    def fences(self) -> Mapping[str, Fence]:
        """Return the upper fence."""
        return {"upper_fence": self._fence}

    def flagged_parties(self) -> Mapping[Group, Mapping[str, float]]:
        """Return the flagged suppliers with their numbers of classes; Cardinal calls them tenderers."""
        return {"Tenderer": {name: float(len(self._classes[name])) for name in self._classes if self._flags(name)}}

    def _flags(self, name: str) -> bool:
        if self._processes[name] < self._minimum or too_few(self._fence, self.settings):
            return False
        return self._fence.is_above(len(self._classes[name]))

    def _standing(self, name: str, path: str) -> PartyStanding:
        if name not in self._processes:
            return not_counted("Tenderer", name, path)
        number, processes = len(self._classes[name]), self._processes[name]
        if self._flags(name):
            statement = VariedSupplier(
                party=name,
                number=PlainNumber(number),
                processes=PlainNumber(processes),
                limit=plain_figure(self._fence.limit),
            )
            return flagged_standing(
                ("Tenderer", name, path),
                statement,
                (("classes", number), ("processes_awarded", processes)),
                (
                    "r048_digits",
                    "r048_minimum_contracting_processes",
                    "r048_threshold" if self._fence.given else "fence_factor",
                ),
                float(number),
                limit_values("r048", self._fence, "upper"),
            )
        if processes < self._minimum:
            return PartyStanding("Tenderer", name, path, "below_minimum")
        if reasons := too_few(self._fence, self.settings):
            return PartyStanding("Tenderer", name, path, "unknown", reasons=reasons)
        return PartyStanding("Tenderer", name, path, "within")


def sole_supplier(award: PublishedAward) -> str | None:
    """Return the id of the only supplier; None if there are several, none, or no id."""
    return text_in(award.suppliers[0], "id") if award.suppliers and len(award.suppliers) == 1 else None


def classifications(award: PublishedAward) -> Iterator[str | None]:
    """Yield the classification of each item; None where it is missing."""
    for item in list_in(award.content, "items") or ():
        yield text_in(object_in(item, "classification"), "id")


def unclassified(award: PublishedAward) -> list[Coded]:
    """Return a reason for each item of an award that has no classification, and for an award without items."""
    codes = list(classifications(award)) or [None]
    return [
        ProcessFieldMissing(field=f"{award.path}/items/{place}/classification/id")
        for place, code in enumerate(codes)
        if code is None
    ]
