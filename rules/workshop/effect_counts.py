"""The changes that a draft would make, counted apart for each body and its restricted partnerships.

So a reader adds up only what they may read. Plain counts: those of several ranges are added.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

Key = tuple[str, bool]  # body, restricted
Json = dict[str, Any]  # Any: plain data
MOST_DRAWN: Final = 10  # of each part: the ten of everything that somebody may read are among them


@dataclass(slots=True)
class PartCounts:
    """The counts of one part.

    `findings`: rule, domain, severity before and after (empty without a finding), whether it rests on other facts.
    `outcomes`: rule, outcome before and after. `lacking`: rule and the data that a case lacks which could be assessed
    before. `curve`: value, rule, severity. `drawn`: hash of the draw and partnership, the lowest hashes first.
    """

    cases: int = 0
    findings: Counter[tuple[str, str, str, str, bool]] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    lacking: Counter[tuple[str, str]] = field(default_factory=Counter)
    curve: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    drawn: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: "PartCounts") -> None:
        """Add the counts of other cases, or of other rules in some of the same."""
        self.cases += other.cases
        self.findings += other.findings
        self.outcomes += other.outcomes
        self.lacking += other.lacking
        self.curve += other.curve
        self.drawn = sorted({*self.drawn, *other.drawn})[:MOST_DRAWN]

    def to_json(self) -> Json:
        """Return the counts as plain data; the cases and those drawn are kept beside them."""
        return {
            name: [[*key, number] for key, number in sorted(getattr(self, name).items())]
            for name in ("findings", "outcomes", "lacking", "curve")
        }


def counts_from_json(cases: int, data: Json, drawn: list[tuple[str, str]]) -> PartCounts:
    """Return counts from plain data."""
    found = {name: Counter({tuple(row[:-1]): row[-1] for row in rows}) for name, rows in data.items()}
    return PartCounts(cases=cases, drawn=drawn, **found)


@dataclass(slots=True)
class EffectCounts:
    """The counts of all parts."""

    parts: dict[Key, PartCounts] = field(default_factory=dict)

    def of(self, key: Key) -> PartCounts:
        """Return the counts of a part, which may be empty."""
        return self.parts.setdefault(key, PartCounts())

    def add(self, other: "EffectCounts") -> None:
        """Add the counts of other cases."""
        for key, counts in other.parts.items():
            self.of(key).add(counts)

    def together(self) -> PartCounts:
        """Return the counts of all parts as one."""
        found = PartCounts()
        for _key, counts in sorted(self.parts.items()):
            found.add(counts)
        return found
