"""The choice of the proposals that are not drawn: by expected yield, and by variety.

The expected yield of a rule is the share of the contracts it flagged that led to an opinion, once contracts were looked
at; before that an assumption by severity (ours). Ten contracts of one sort tell a commission little more than one, so
each proposal halves what its rules, and its other party, count for the next.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

# Ours: what is assumed of a finding before anything was counted, and how many contracts looked at outweigh that.
ASSUMED: Final[Mapping[str, float]] = {"info": 0.05, "low": 0.10, "medium": 0.15, "high": 0.25, "critical": 0.35}
WEIGHT: Final = 10
AGAIN: Final = 0.5  # what a rule or a party counts once more


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contract with the worst severity of each rule that flags it."""

    key: str
    supplier: str
    amount_yen: int
    severities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleYield:
    """The contracts that a rule flagged and that were looked at, and those of them that led to an opinion."""

    looked: int = 0
    found: int = 0


@dataclass(slots=True)
class Proposed:
    """The rules and parties of the proposals so far."""

    rules: Counter[str] = field(default_factory=Counter)
    suppliers: Counter[str] = field(default_factory=Counter)

    def add(self, candidate: Candidate) -> None:
        """Note a proposal."""
        self.rules.update(candidate.severities.keys())
        self.suppliers[candidate.supplier] += 1


def expected_yield(severity: str, counted: RuleYield) -> float:
    """Return the expected share of opinions: the counted share, drawn towards what is assumed of the severity."""
    return (counted.found + WEIGHT * ASSUMED[severity]) / (counted.looked + WEIGHT)


def value_now(candidate: Candidate, yields: Mapping[str, RuleYield], so_far: Proposed) -> float:
    """Return what a contract counts next: its best rule, less for each time that rule or party was proposed."""
    best = max(
        expected_yield(severity, yields.get(code, RuleYield())) * AGAIN ** so_far.rules[code]
        for code, severity in candidate.severities.items()
    )
    return best * AGAIN ** so_far.suppliers[candidate.supplier]


def propose_by_yield(
    candidates: Iterable[Candidate], number: int, yields: Mapping[str, RuleYield], already: Sequence[Candidate] = ()
) -> list[Candidate]:
    """Return up to so many contracts, the most worth looking at first; none without a finding is proposed.

    `already`: those that were drawn at random. Where two count alike, the larger amount goes first, then the lower key.
    """
    so_far = Proposed()
    for each in already:
        so_far.add(each)
    taken = {each.key for each in already}
    left = [each for each in candidates if each.severities and each.key not in taken]
    chosen: list[Candidate] = []
    while left and len(chosen) < number:
        best = min(left, key=lambda each: (-value_now(each, yields, so_far), -each.amount_yen, each.key))
        left.remove(best)
        so_far.add(best)
        chosen.append(best)
    return chosen
