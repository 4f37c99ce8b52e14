"""Control of companies: over half of the votes at each hop, or a statement that says so.

Effective share and control are two questions: 60 % of 60 % is an effective share of 36 %, but control at each hop.
"""

from collections.abc import Iterable
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

    def controllers_of(self, company: str) -> list[str]:
        """Return everyone who controls the company at each hop of some chain, sorted."""
        return sorted(nx.ancestors(self.graph, company) - {company}) if company in self.graph else []

    def controlled_by(self, party: str) -> list[str]:
        """Return every company that the party controls at each hop of some chain, sorted."""
        return sorted(nx.descendants(self.graph, party) - {party}) if party in self.graph else []

    def origins_between(self, controller: str, company: str) -> tuple[str, ...]:
        """Return the statements on the chains of control from one to the other."""
        onward = nx.descendants(self.graph, controller) | {controller}
        between = (nx.ancestors(self.graph, company) | {company}) & onward
        ties = (origins for (a, b), origins in self.ties.items() if a in between and b in between)
        return tuple(sorted({origin for origins in ties for origin in origins}))


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
