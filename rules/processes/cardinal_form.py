"""The results in the form of Cardinal's own output, to compare the two tools.

Only flags are in it: Cardinal does not tell an indicator that is clear from one that could not be calculated.
"""

from math import floor, isfinite, isnan
from typing import Any, Final

from rules.processes.answers import GROUPS, Group
from rules.processes.fences import Fence
from rules.processes.screen import Answers, ProcessScreen

Results = dict[str, dict[str, dict[str, float | None]]]
DIGITS: Final = 10_000.0


class CardinalForm:
    """The flags of a file by group, party or process, and indicator."""

    def __init__(self) -> None:
        self._found: dict[Group, dict[str, dict[str, float | None]]] = {}

    def add(self, ocid: str, answers: Answers) -> None:
        """Add the answers about one process."""
        for code, each in answers.items():
            if each.finding is None:
                continue
            if each.finding.value is not None:
                self._set("OCID", ocid, code, each.finding.value)
                for party in each.finding.parties:
                    self._set(party.group, party.party, code, party.value)

    def content(self, screen: ProcessScreen) -> dict[str, Any]:  # Any: plain data for JSON
        """Return the object that Cardinal prints, with `Meta`."""
        for code, indicator in screen.indicators.items():
            for group, parties in indicator.flagged_parties().items():
                for name, value in parties.items():
                    self._set(group, name, code, value)
        meta = {
            code: {name: rounded(value) for each, fence in fences.items() for name, value in meta_of(each, fence)}
            for code, indicator in screen.indicators.items()
            if (fences := indicator.fences())
        }
        return {**{group: self._found[group] for group in GROUPS if group in self._found}, "Meta": meta}

    def _set(self, group: Group, name: str, code: str, value: float) -> None:
        # As serde_json writes it, a number that is not finite is null.
        self._found.setdefault(group, {}).setdefault(name, {})[code] = value if isfinite(value) else None


def meta_of(name: str, fence: Fence) -> list[tuple[str, float]]:
    """Return the quartiles of a fence, named as in Cardinal, and the fence itself."""
    prefix = name.removesuffix("lower_fence").removesuffix("upper_fence")
    quartiles = [(f"{prefix}q1", fence.q1), (f"{prefix}q3", fence.q3)]
    return [*((each, value) for each, value in quartiles if value is not None), (name, fence.limit)]


def rounded(value: float) -> float | None:
    """Return a number rounded to four digits, halves away from zero."""
    if isnan(value) or not isfinite(value * DIGITS):
        return None
    scaled = abs(value) * DIGITS
    whole = floor(scaled)
    up = whole + (scaled - whole >= 0.5)
    return (up if value >= 0 else -up) / DIGITS
