"""The owners of a company as a nested list that stays readable: the largest of each party, level by level.

Each party is unfolded once, at its position nearest to the company, so that no loop is endless. Omitted owners are
counted.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from institutions.parties.ownership.owners import Owners
from institutions.parties.ownership.tree import OwnerRow, owner_row

MOST_EACH: Final = 10  # owners of one party
MOST: Final = 100  # in the whole tree
MOST_DEEP: Final = 20  # levels: a template renders each within the one below, and at 70 Python 3.11 has no room left


@dataclass(slots=True)
class Branch:
    """One direct tie in the tree, with the owners of its party.

    `place` numbers it, as 2.1 for the first owner of the second owner. `loop`: the party is the company itself, or is
    below in the same chain. `place_of_owners`: the place with its owners, if not here. `left`: owners left out.
    """

    row: OwnerRow
    place: str
    loop: bool
    place_of_owners: str = ""
    above: list["Branch"] = field(default_factory=list)
    left: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """The owners of one company. `left` direct owners are left out."""

    above: list[Branch]
    left: int

    def __iter__(self) -> Iterator[Branch]:
        """Yield every branch, each before those above it."""
        waiting = self.above[::-1]
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting += branch.above[::-1]

    @property
    def loops(self) -> bool:
        """True if companies hold each other in a circle."""
        return any(each.loop for each in self)


def shown_owner_tree(owners: Owners, company: str, *, most_each: int = MOST_EACH, most: int = MOST) -> Tree:
    """Return the tree over a company, the largest direct share first; those nearest to the company have priority."""
    unfolded: dict[str, str] = {company: ""}
    first, left = owner_branches(owners, company, "", frozenset({company}), min(most_each, most))
    room = most - len(first)
    waiting = deque((each, frozenset({company})) for each in first)
    while waiting:
        branch, below = waiting.popleft()
        party = branch.row.party.key
        uppers = owners.above.get(party, [])
        if branch.loop or not uppers:
            continue
        if party in unfolded:
            branch.place_of_owners = unfolded[party]
            continue
        if branch.row.depth >= MOST_DEEP:
            branch.left = len(uppers)
            continue
        unfolded[party] = branch.place
        chain = below | {party}
        branch.above, branch.left = owner_branches(owners, party, branch.place, chain, min(most_each, room))
        room -= len(branch.above)
        waiting += ((each, chain) for each in branch.above)
    return Tree(first, left)


def owner_branches(
    owners: Owners, lower: str, place: str, chain: frozenset[str], most: int
) -> tuple[list[Branch], int]:
    """Return the direct owners of one party that are shown, and how many are not."""
    uppers = owners.above.get(lower, [])
    shown = [
        Branch(
            row=owner_row(owners, upper, lower, place.count(".") + 2 if place else 1, unfolded_above=False),
            place=f"{place}.{number}" if place else str(number),
            loop=upper in chain,
        )
        for number, upper in enumerate(uppers[:most], start=1)
    ]
    return shown, len(uppers) - len(shown)
