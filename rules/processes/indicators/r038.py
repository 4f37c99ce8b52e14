"""R038: unusually many bids to a buyer or procuring entity, or of a tenderer, are disqualified."""

from collections import defaultdict
from collections.abc import Mapping
from typing import ClassVar, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from rules.processes.answers import Group, IndicatorAnswer
from rules.processes.fences import Fence
from rules.processes.figures import percent
from rules.processes.indicators.base import Indicator, SharedReading
from rules.processes.indicators.limits import limit_of, limit_values, too_few
from rules.processes.indicators.party_answer import (
    PartyCount,
    PartyStanding,
    answer_for_parties,
    flagged_standing,
    not_counted,
)
from rules.processes.named_parties import submitted_tenderers
from rules.processes.published_process import DISQUALIFIED, PublishedProcess, object_in, text_in
from rules.processes.reasons import NoUpperLimit, ProcessFieldMissing
from rules.processes.statements import OftenDisqualified

COUNTED: Final[tuple[Group, ...]] = ("Buyer", "ProcuringEntity", "Tenderer")


class OftenDisqualifiedBids(Indicator):
    """Disqualified bids per submitted bid from the upper fence on, in each of three groups of parties."""

    code: ClassVar = "R038"

    def __init__(self, shared: SharedReading) -> None:
        super().__init__(shared)
        # Bids disqualified, bids submitted and processes, by group and party.
        self._counts: dict[Group, dict[str, list[int]]] = {group: defaultdict(lambda: [0, 0, 0]) for group in COUNTED}
        self._fences: dict[Group, Fence] = {}
        self._by_process = self.settings.flag("r038_counts_processes")

    def observe(self, process: PublishedProcess) -> None:
        """Count the submitted bids of the process."""
        if not process.submitted:
            return
        disqualified = sum(1 for each in process.submitted if each.status == DISQUALIFIED)
        for group, name, _path in bodies_of(process):
            self._add(group, name, disqualified, len(process.submitted))
        for bid in process.submitted:
            for name, _path in bid.tenderer_ids():
                self._add("Tenderer", name, int(bid.status == DISQUALIFIED), 1)

    def settle(self) -> None:
        """Compute the upper fence of each group."""
        for group in COUNTED:
            shares = [share.share for name in self._counts[group] if (share := self._compared(group, name)) is not None]
            if shares:
                self._fences[group] = limit_of(shares, "upper", "r038_threshold", self.settings)

    def answer(self, process: PublishedProcess) -> IndicatorAnswer:
        """Look at buyer, procuring entity and tenderers of the process."""
        missing: list[Coded] = []
        parties: list[tuple[Group, str, str]] = bodies_of(process)
        if not parties:
            missing.append(ProcessFieldMissing(field="/buyer/id"))
        parties += [("Tenderer", name, path) for name, path in submitted_tenderers(process, missing).items()]
        missing += self.shared.counts.disqualified_unknown()
        minimum = self.settings.count("r038_minimum_submitted_bids")
        return answer_for_parties([self._standing(*each) for each in parties], missing, minimum)

    def fences(self) -> Mapping[str, Fence]:
        """Return the upper fence of each group."""
        return {f"{group}_upper_fence": fence for group, fence in self._fences.items()}

    def flagged_parties(self) -> Mapping[Group, Mapping[str, float]]:
        """Return the flagged parties of each group with their shares."""
        return {
            group: {
                name: share.share
                for name in self._counts[group]
                if (share := self._compared(group, name)) is not None and self._is_flagged(group, share)
            }
            for group in COUNTED
        }

    def _add(self, group: Group, name: str, disqualified: int, submitted: int) -> None:
        count = self._counts[group][name]
        count[0] += disqualified
        count[1] += submitted
        count[2] += 1

    def _compared(self, group: Group, name: str) -> PartyCount | None:
        """Return the share of a party; None if it has fewer bids or processes than the minimum."""
        disqualified, submitted, processes = self._counts[group][name]
        if group == "Tenderer":
            enough = submitted >= self.settings.count("r038_minimum_submitted_bids")
        else:
            number = processes if self._by_process else submitted
            enough = number >= self.settings.count("r038_minimum_contracting_processes")
        return PartyCount(disqualified, submitted) if enough else None

    def _reasons(self, group: Group) -> tuple[Coded, ...]:
        fence = self._fences[group]
        if reasons := too_few(fence, self.settings):
            return reasons
        # If three quarters have no disqualified bid, all of them would be flagged.
        return () if fence.limit > 0 else (NoUpperLimit(),)

    def _is_flagged(self, group: Group, share: PartyCount) -> bool:
        return not self._reasons(group) and self._fences[group].is_above(share.share)

    def _standing(self, group: Group, name: str, path: str) -> PartyStanding:
        if name not in self._counts[group]:
            return not_counted(group, name, path)
        share = self._compared(group, name)
        if share is None:
            return PartyStanding(group, name, path, "below_minimum")
        fence = self._fences[group]
        if self._is_flagged(group, share):
            statement = OftenDisqualified(
                party=name,
                disqualified=PlainNumber(share.part),
                bids=PlainNumber(share.whole),
                limit=percent(fence.limit),
            )
            minimum = "r038_minimum_submitted_bids" if group == "Tenderer" else "r038_minimum_contracting_processes"
            return flagged_standing(
                (group, name, path),
                statement,
                (("bids_disqualified", share.part), ("bids_submitted", share.whole)),
                (minimum, "r038_threshold" if fence.given else "fence_factor"),
                share.share,
                limit_values(f"r038_{group.lower()}", fence, "upper"),
            )
        if share.part and (reasons := self._reasons(group)):
            return PartyStanding(group, name, path, "unknown", reasons=reasons)
        return PartyStanding(group, name, path, "within")  # a share of zero is never high


def bodies_of(process: PublishedProcess) -> list[tuple[Group, str, str]]:
    """Return buyer and procuring entity of a process with their paths, where they have an id."""
    places: tuple[tuple[Group, object, str], ...] = (
        ("Buyer", object_in(process.release, "buyer"), "/buyer/id"),
        ("ProcuringEntity", object_in(process.tender, "procuringEntity"), "/tender/procuringEntity/id"),
    )
    return [(group, name, path) for group, given, path in places if (name := text_in(given, "id")) is not None]
