"""Groups: companies that act as one, because one controls the other, one party controls both, or it is stated.

A group is named after its smallest key, so that the name does not depend on the order of the statements.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import networkx as nx

from institutions.parties.ownership.control import Control, ControlTie


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each party, and the statements that make it. A party without ties is a group of its own."""

    group_of: dict[str, str]
    members_of: Mapping[str, tuple[str, ...]]
    graph: "nx.Graph[str]" = field(compare=False)
    origins_of: Mapping[frozenset[str], tuple[str, ...]]  # of the ties between two parties
    nearer: dict[str, Mapping[str, str]] = field(default_factory=dict, compare=False)  # answers of `steps_to`

    def of(self, party: str) -> str:
        """Return the name of the party's group: itself, if nothing ties it to another."""
        return self.group_of.get(party, party)

    def members(self, party: str) -> list[str]:
        """Return every party of this party's group, itself included, sorted."""
        return [*self.members_of.get(self.of(party), (party,))]

    def origins_between(self, party: str, other: str) -> tuple[str, ...]:
        """Return the statements on a shortest chain of ties between two members of a group.

        One chain shows that they are of one group. All ties of the group would repeat those of every other member.
        """
        steps, at = self.steps_to(party), other
        found: set[str] = set()
        while at != party:
            found.update(self.origins_of[frozenset((at, steps[at]))])
            at = steps[at]
        return tuple(sorted(found))

    def steps_to(self, party: str) -> Mapping[str, str]:
        """Return for each other member of the party's group the next member on a shortest chain to the party."""
        if party not in self.nearer:
            known = party in self.graph
            self.nearer[party] = {at: before for before, at in nx.bfs_edges(self.graph, party)} if known else {}
        return self.nearer[party]


def form_groups(control: Control, stated: Iterable[ControlTie], *, apart: Iterable[str] = ()) -> Groups:
    """Form groups by control and by `group` statements. `apart` are controllers that make no group: countries.

    Two companies controlled by one State are not one undertaking for that alone.
    """
    ties = [(controller, company, origins) for (controller, company), origins in control.ties.items()]
    ties += [(tie.controller, tie.company, tie.origins) for tie in stated]
    left_out = set(apart)
    kept = [tie for tie in ties if not left_out & {tie[0], tie[1]}]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(sorted((first, second) for first, second, _ in kept))  # so the same chain whatever the order
    members_of = {min(members): tuple(sorted(members)) for members in nx.connected_components(graph)}
    group_of = {member: name for name, members in members_of.items() for member in members}
    gathered: dict[frozenset[str], set[str]] = {}
    for first, second, origins in kept:
        gathered.setdefault(frozenset((first, second)), set()).update(origins)
    return Groups(group_of, members_of, graph, {pair: tuple(sorted(found)) for pair, found in gathered.items()})
