"""Work in proportion to its input: queries, calls and lines are counted for input of one, two and four times a size.

The second step is twice as long as the first, and so may be its work. Loops within one call of C are not seen.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

from django.db import connection
from django.test.utils import CaptureQueriesContext

N: Final = 70  # more than there are suggestions, and than known words are listed where none is near
GROWS: Final = 2.4  # 2 is linear, 4 is square
SLACK: Final = 2_000  # of calls and lines that do not depend on the size
WARM: Final = 2  # runs in which is made what a process makes once
Work = Callable[[int], object]


def operations(work: Callable[[], object], *, lines: bool) -> tuple[int, int]:
    """Return how many queries were made, and how many calls, with or without lines, of Python were run."""
    number = 0

    def count(_frame: FrameType, _event: str, _arg: object) -> Any:
        nonlocal number
        number += 1
        return count if lines else None

    before = sys.gettrace()
    with CaptureQueriesContext(connection) as queries:
        sys.settrace(count)
        try:
            work()
        finally:
            sys.settrace(before)
    return len(queries), number


def assert_linear(work: Work, name: object = "", *, lines: bool = True, size: int = N, warm: int = WARM) -> None:
    """Fail unless work that is twice as large is done with twice the operations and as many queries."""
    for _ in range(warm):
        work(size)
    (few, one), (more, two), (most, four) = (
        operations(lambda n=n: work(n), lines=lines)  # type: ignore[misc]  # a default that a loop gives
        for n in (size, 2 * size, 4 * size)
    )
    assert max(more, most) <= few, f"{name}: {few}, {more}, {most} queries"
    assert four - two <= GROWS * (two - one) + SLACK, f"{name}: {one}, {two}, {four} operations"
