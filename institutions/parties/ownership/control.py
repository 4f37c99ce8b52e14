"""Control of companies: over half of the votes at each hop, or a statement that says so.

Effective share and control are two questions: 60 % of 60 % is an effective share of 36 %, but control at each hop.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import networkx as nx

from institutions.parties.ownership.shares import WHOLE_BP, Holding


@dataclass(frozen=True, slots=True)
class ControlTie:
    """Direct control of one company by one party, for any reason that the origins state."""

    controller: str
    company: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """The direct ties of control of one day, as a graph. Make it with `control_of`."""

    graph: "nx.DiGraph[str]" = field(compare=False)
    ties: dict[tuple[str, str], tuple[str, ...]]
    above: dict[str, set[str]] = field(default_factory=dict, compare=False)  # answers of `ancestors`
    below: dict[str, set[str]] = field(default_factory=dict, compare=False)  # answers of `descendants`

    def ancestors(self, company: str) -> set[str]:
        """Return everyone who controls the company at each hop of some chain; computed once a company."""
        if company not in self.above:
            self.above[company] = nx.ancestors(self.graph, company) if company in self.graph else set()
        return self.above[company]

    def descendants(self, party: str) -> set[str]:
        """Return every company that the party controls at each hop of some chain; computed once a party."""
        if party not in self.below:
            self.below[party] = nx.descendants(self.graph, party) if party in self.graph else set()
        return self.below[party]

    def controllers_of(self, company: str) -> list[str]:
        """Return everyone who controls the company at each hop of some chain, sorted."""
        return sorted(self.ancestors(company) - {company})

    def controlled_by(self, party: str) -> list[str]:
        """Return every company that the party controls at each hop of some chain, sorted."""
        return sorted(self.descendants(party) - {party})

    def origins_between(self, controller: str, company: str) -> tuple[str, ...]:
        """Return the statements on the chains of control from one to the other.

        Only the ties between the two are walked, however many there are besides: downwards among those above the
        company, or upwards among those below the controller if only these are known already.
        """
        ties: Iterable[tuple[str, str]]
        if controller in self.below and company not in self.above:
            ties = reached(self.graph.pred, company, controller, self.below[controller])
            ties = ((above, below) for below, above in ties)
        else:
            ties = reached(self.graph.succ, controller, company, self.ancestors(company))
        return tuple(sorted({origin for tie in ties for origin in self.ties[tie]}))


def reached(
    beside: Mapping[str, Iterable[str]], begin: str, end: str, among: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the steps from one party on, within some parties and an end, each from where to where."""
    seen, waiting = {begin}, [begin]
    while waiting:
        at = waiting.pop()
        for other in beside.get(at, ()):
            if other == end or other in among:
                yield at, other
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)


def control_of(holdings: Iterable[Holding], stated: Iterable[ControlTie]) -> Control:
    """Find control by over half of the votes, and control as stated."""
    by_votes = (
        ControlTie(each.holder, each.company, each.origins)
        for each in holdings
        if each.share_bp is not None and each.share_bp * 2 > WHOLE_BP
    )
    ties: dict[tuple[str, str], tuple[str, ...]] = {}
    for tie in (*by_votes, *stated):
        if tie.controller != tie.company:
            pair = (tie.controller, tie.company)
            ties[pair] = tuple(sorted({*ties.get(pair, ()), *tie.origins}))
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(sorted(ties))
    return Control(graph, ties)
