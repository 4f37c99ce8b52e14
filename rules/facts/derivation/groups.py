"""Groups: companies that act as one, because one controls the other, one party controls both, or it is stated.

A group is named after its smallest key, so that the name does not depend on the order of the statements.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from institutions.parties.ownership.control import Control, ControlTie


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each party, and the statements that make it. A party without ties is a group of its own."""

    group_of: dict[str, str]
    origins_of: dict[str, tuple[str, ...]]

    def of(self, party: str) -> str:
        """Return the name of the party's group: itself, if nothing ties it to another."""
        return self.group_of.get(party, party)

    def members(self, party: str) -> list[str]:
        """Return every party of this party's group, itself included, sorted."""
        group = self.of(party)
        return sorted({party, *(member for member, name in self.group_of.items() if name == group)})

    def origins(self, party: str) -> tuple[str, ...]:
        """Return the statements that make this party's group."""
        return self.origins_of.get(self.of(party), ())


def form_groups(control: Control, stated: Iterable[ControlTie], *, apart: Iterable[str] = ()) -> Groups:
    """Form groups by control and by `group` statements. `apart` are controllers that make no group: countries.

    Two companies controlled by one State are not one undertaking for that alone.
    """
    ties = [(controller, company, origins) for (controller, company), origins in control.ties.items()]
    ties += [(tie.controller, tie.company, tie.origins) for tie in stated]
    left_out = set(apart)
    kept = [tie for tie in ties if not left_out & {tie[0], tie[1]}]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((first, second) for first, second, _ in kept)
    group_of: dict[str, str] = {}
    for members in nx.connected_components(graph):
        name = min(members)
        group_of |= dict.fromkeys(members, name)
    gathered: dict[str, set[str]] = {}
    for first, _, origins in kept:
        gathered.setdefault(group_of[first], set()).update(origins)
    return Groups(group_of, {name: tuple(sorted(found)) for name, found in gathered.items()})
