"""A readable model: a tree of at most three questions, and the calibration of its answers, as plain numbers."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.facts.tenders.tender import Figures


@dataclass(frozen=True, slots=True)
class Leaf:
    """An end of the tree: labelled tenders of the training part that came here, and how many were positive."""

    tenders: int
    positives: int

    @property
    def share(self) -> float:
        """The share of positive tenders."""
        return self.positives / self.tenders


@dataclass(frozen=True, slots=True)
class TreeQuestion:
    """A question of the tree: is a figure at most a number?"""

    figure: str
    at_most: float
    yes: "TreeQuestion | Leaf"
    no: "TreeQuestion | Leaf"


Node = TreeQuestion | Leaf
Step = tuple[str, float, bool]  # a figure, the number it was compared with, and whether it is at most that


@dataclass(frozen=True, slots=True)
class ReadableModel:
    """A tree with its calibration: points of a share of the tree and the chance that it stands for, in rising order."""

    tree: Node
    calibration: Sequence[tuple[float, float]]

    def chance(self, figures: Figures) -> float | None:
        """Return the calibrated chance, from 0 to 1; None if a figure that the tree asks for is not known."""
        leaf, _ = way_down(self.tree, figures)
        return None if leaf is None else self.calibrated(leaf.share)

    def calibrated(self, share: float) -> float:
        """Return the chance that a share of the tree stands for: on the line between its two nearest points."""
        points = self.calibration
        place = bisect_right(points, share, key=lambda point: point[0])
        if place in (0, len(points)):
            return points[min(place, len(points) - 1)][1]
        (left, low), (right, high) = points[place - 1], points[place]
        return low + (high - low) * (share - left) / (right - left)


def way_down(tree: Node, figures: Figures) -> tuple[Leaf | None, list[Step]]:
    """Return the end of the tree for some figures, and the steps to it; None where a figure is not known."""
    steps: list[Step] = []
    while isinstance(tree, TreeQuestion):
        value = figures.get(tree.figure)
        if value is None:
            return None, steps
        low = value <= tree.at_most
        steps.append((tree.figure, tree.at_most, low))
        tree = tree.yes if low else tree.no
    return tree, steps


def unknown_figure(tree: Node, figures: Figures) -> str | None:
    """Return the first figure on the way down that is not known; None if all are."""
    while isinstance(tree, TreeQuestion):
        value = figures.get(tree.figure)
        if value is None:
            return tree.figure
        tree = tree.yes if value <= tree.at_most else tree.no
    return None


def leaves(tree: Node) -> Iterator[Leaf]:
    """Yield every end of a tree."""
    if isinstance(tree, Leaf):
        yield tree
    else:
        yield from leaves(tree.yes)
        yield from leaves(tree.no)


def depth(tree: Node) -> int:
    """Return how many questions a tree asks at most."""
    return 0 if isinstance(tree, Leaf) else 1 + max(depth(tree.yes), depth(tree.no))
