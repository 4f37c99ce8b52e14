"""The placing of boxes of one layer above each other: each as near as possible to its wish, without overlaps."""

from collections.abc import Sequence
from typing import Final

APART: Final = 12.0  # between two boxes of a layer


def stack_boxes(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return the centres of boxes in their given order, with the least sum of squared distances from their wishes.

    Without the heights it is an isotonic regression: neighbours in each other's way move as one block to the mean of
    their wishes (pool adjacent violators).
    """
    offsets: list[float] = []
    for place, height in enumerate(heights):
        before = offsets[-1] + heights[place - 1] / 2 + height / 2 + APART if place else 0.0
        offsets.append(before)
    blocks: list[tuple[float, int]] = []  # sum of its boxes' wishes, number of boxes
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before_total, before_count = blocks.pop()
            total, count = total + before_total, count + before_count
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
