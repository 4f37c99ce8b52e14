"""The layout of the picture. It is pure and deterministic: the same view gives the same picture."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules.review.graph.layers import LayerItem, Layers
from rules.review.graph.stacking import stack_boxes

GUTTER: Final = 18.0  # where lines bend, on both sides of every layer
EMPTY: Final = 8.0  # width of a gap without words
ROUNDS: Final = 10
SPREAD: Final = 9.0  # between two lines that reach the same side of a box
Point = tuple[float, float]
Way = list[int]  # the items along a line


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class DrawnTie:
    """One tie: the box of its words, and the points of the ways from its tail to them and from them to its head.

    Every second stretch is level, inside of a layer; the others bend, in a gutter.
    """

    words: Box
    out: tuple[Point, ...]
    on: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture. `columns`: left edge and width of each column that is used."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    lines: tuple[DrawnTie, ...]
    columns: Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class BoxWidths:
    """The width of a box of a party, and of one with the words on a line."""

    party: float
    words: float


def lay_out(
    columns: Mapping[str, int], heights: Mapping[str, float], ties: Sequence[tuple[str, str, float]], widths: BoxWidths
) -> Layout:
    """Place parties, by key in their order of weight, and ties: tail, head and the height of the words on it."""
    used = sorted(set(columns.values()))
    layer_of = {column: 2 * place for place, column in enumerate(used)}
    layers = Layers()
    number = {key: layers.add(layer_of[column], heights[key]) for key, column in columns.items()}
    words: list[int] = []
    ways: list[tuple[Way, Way]] = []
    said: Counter[int] = Counter()
    for tail, head, height in ties:
        gap = gap_for(layer_of[columns[tail]], layer_of[columns[head]], 2 * len(used) - 2, said)
        said[gap] += 1
        words.append(layers.add(gap, height))
        ways.append((layers.join(number[tail], words[-1]), layers.join(words[-1], number[head])))
    layers.untangle()
    placed = LayoutItems(layers, widths, frozenset(said), ways)
    return Layout(
        width=placed.lefts[-1] + placed.widths[-1],
        height=max((placed.box(each).bottom for each in (*number.values(), *words)), default=0.0),
        boxes={key: placed.box(each) for key, each in number.items()},
        lines=tuple(
            DrawnTie(placed.box(each), placed.points(out), placed.points(on))
            for each, (out, on) in zip(words, ways, strict=True)
        ),
        columns={column: (placed.lefts[layer], placed.widths[layer]) for column, layer in layer_of.items()},
    )


def gap_for(tail: int, head: int, last: int, said: Mapping[int, int]) -> int:
    """Return the layer between columns for the words of a tie: the emptiest of those on its way.

    Two parties of one column are tied beside it: on its right, in the last column on its left.
    """
    if tail == head:
        return tail + 1 if tail < last else tail - 1
    return min(range(min(tail, head) + 1, max(tail, head), 2), key=lambda gap: (said.get(gap, 0), gap))


class LayoutItems:
    """Items with their places: layers from left to right, each as wide as its content."""

    def __init__(
        self, layers: Layers, widths: BoxWidths, said: frozenset[int], ways: Sequence[tuple[Way, Way]]
    ) -> None:
        self.items = layers.items
        self.widths = [
            widths.party if layer % 2 == 0 else widths.words if layer in said else EMPTY
            for layer in range(len(layers.orders))
        ]
        self.lefts = [sum(self.widths[:layer]) + 2 * GUTTER * layer for layer in range(len(self.widths))]
        self.middles = middles_of(layers)
        self.ports = self.spread([way for pair in ways for way in pair])

    def box(self, number: int) -> Box:
        """Return the rectangle of an item."""
        item = self.items[number]
        top = self.middles[number] - item.height / 2
        return Box(self.lefts[item.layer], top, self.widths[item.layer], item.height)

    def spread(self, ways: Iterable[Way]) -> dict[tuple[int, int], float]:
        """Return the height at which each line reaches the box at its end, by the box and the item next to it.

        Lines on one side of a box are apart, in the order in which they come.
        """
        sides: dict[tuple[int, int], dict[int, None]] = {}
        for way in ways:
            for end, beside in ((way[0], way[1]), (way[-1], way[-2])):
                sides.setdefault((end, self.items[beside].layer), {})[beside] = None
        found: dict[tuple[int, int], float] = {}
        for (end, _), reached in sides.items():
            in_order = sorted(reached, key=lambda each: (self.middles[each], each))
            step = min(SPREAD, self.items[end].height * 0.7 / len(in_order))
            first = self.middles[end] - step * (len(in_order) - 1) / 2
            found |= {(end, beside): first + step * place for place, beside in enumerate(in_order)}
        return found

    def points(self, way: Way) -> tuple[Point, ...]:
        """Return the corners of a line: it leaves a box on one side, passes layers on a level, and reaches a box."""
        rightwards = self.items[way[0]].layer < self.items[way[-1]].layer
        found = [(self.edge(way[0], right=rightwards), self.ports[way[0], way[1]])]
        for passing in way[1:-1]:
            found += [(self.edge(passing, right=side), self.middles[passing]) for side in (not rightwards, rightwards)]
        return (*found, (self.edge(way[-1], right=not rightwards), self.ports[way[-1], way[-2]]))

    def edge(self, number: int, *, right: bool) -> float:
        """Return the x of one side of an item."""
        layer = self.items[number].layer
        return self.lefts[layer] + (self.widths[layer] if right else 0.0)


def middles_of(layers: Layers) -> list[float]:
    """Return the height of the middle of each item: near the mean of its neighbours, the topmost box at 0."""
    items = layers.items
    found = [0.0] * len(items)
    for order in layers.orders:
        for number, middle in zip(order, stack_boxes([0.0] * len(order), heights_in(layers, order)), strict=True):
            found[number] = middle
    for turn in range(ROUNDS):
        for order in layers.orders if turn % 2 == 0 else reversed(layers.orders):
            wanted = [mean_height(found, items[number], found[number]) for number in order]
            for number, middle in zip(order, stack_boxes(wanted, heights_in(layers, order)), strict=True):
                found[number] = middle
    top = min((middle - item.height / 2 for middle, item in zip(found, items, strict=True)), default=0.0)
    return [middle - top for middle in found]


def heights_in(layers: Layers, order: Iterable[int]) -> list[float]:
    """Return the heights of items."""
    return [layers.items[number].height for number in order]


def mean_height(middles: Sequence[float], item: LayerItem, alone: float) -> float:
    """Return the mean height of the items that an item is tied to; its own height, if it is tied to nothing."""
    tied = [middles[each] for each in (*item.left, *item.right)]
    return sum(tied) / len(tied) if tied else alone
