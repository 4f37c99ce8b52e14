"""The layers of the picture: parties in columns, and their ties in the gaps between two columns.

A line that passes a layer takes a place of its own in it, so that it crosses no box.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

SWEEPS: Final = 6
PASSING: Final = 8.0  # height of the place of a line that passes


@dataclass(slots=True)
class LayerItem:
    """An item that takes a place in a layer: a party, the words on a line, or a line that passes."""

    layer: int
    height: float
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Layers:
    """All items, by number, and their order in each layer from the top."""

    items: list[LayerItem] = field(default_factory=list)
    orders: list[list[int]] = field(default_factory=list)

    def add(self, layer: int, height: float) -> int:
        """Add an item below those of its layer. Return its number."""
        while len(self.orders) <= layer:
            self.orders.append([])
        self.items.append(LayerItem(layer, height))
        self.orders[layer].append(len(self.items) - 1)
        return len(self.items) - 1

    def join(self, start: int, end: int) -> list[int]:
        """Tie two items of different layers, over places in layers between them. Return the items along the line."""
        step = 1 if self.items[start].layer < self.items[end].layer else -1
        between = range(self.items[start].layer + step, self.items[end].layer, step)
        along = [start, *(self.add(layer, PASSING) for layer in between), end]
        for one, other in pairwise(along):
            left, right = (one, other) if step > 0 else (other, one)
            self.items[left].right.append(right)
            self.items[right].left.append(left)
        return along

    def untangle(self) -> None:
        """Order every layer so that few lines cross: each item goes to the mean of those that it is tied to.

        Swept to and fro; the best order that was seen stays. The same input gives the same order.
        """
        best, fewest = [list(order) for order in self.orders], self.crossings()
        for sweep in range(SWEEPS):
            rightwards = sweep % 2 == 0
            layers = range(1, len(self.orders)) if rightwards else range(len(self.orders) - 2, -1, -1)
            for layer in layers:
                self.sort(layer, rightwards=rightwards)
            if (found := self.crossings()) < fewest:
                best, fewest = [list(order) for order in self.orders], found
        self.orders = best

    def sort(self, layer: int, *, rightwards: bool) -> None:
        """Order one layer by its neighbours on the side that the sweep comes from; an item without any there stays."""
        beside = layer - 1 if rightwards else layer + 1
        places = relative_positions(self.orders[beside])
        own = relative_positions(self.orders[layer])

        def middle(number: int) -> float:
            tied = self.items[number].left if rightwards else self.items[number].right
            return sum(places[each] for each in tied) / len(tied) if tied else own[number]

        self.orders[layer].sort(key=middle)

    def crossings(self) -> int:
        """Count the pairs of lines that cross between neighbouring layers."""
        return sum(self.between(left, right) for left, right in pairwise(self.orders))

    def between(self, left: Sequence[int], right: Sequence[int]) -> int:
        """Count the crossings between two layers: the pairs whose ends are in another order than their beginnings."""
        place = {number: at for at, number in enumerate(right)}
        ends = [place[each] for number in left for each in sorted(self.items[number].right, key=place.__getitem__)]
        return count_inversions(ends)


def relative_positions(order: Sequence[int]) -> dict[int, float]:
    """Return the position of each item of a layer, from 0 at the top to 1."""
    return {number: (at + 0.5) / len(order) for at, number in enumerate(order)}


def count_inversions(numbers: Iterable[int]) -> int:
    """Count the pairs in falling order."""
    seen: list[int] = []
    found = 0
    for number in numbers:
        found += len(seen) - bisect_left(seen, number + 1)
        insort(seen, number)
    return found
