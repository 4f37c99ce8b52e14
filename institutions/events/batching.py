"""Acts on many rows that are asked for one by one and done once, at the end of what belongs together."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

Act = Callable[[Collection[UUID]], None]
_waiting: ContextVar[dict[Act, dict[UUID, None]] | None] = ContextVar("acts_done_together", default=None)


@contextmanager
def together() -> Iterator[None]:
    """What is asked for inside is done at the end, in the same transaction; nothing where an error ends it before.

    A part that was rolled back meanwhile leaves ids that are not there: an act passes over them.
    """
    waiting: dict[Act, dict[UUID, None]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for act, rows in waiting.items():
        act(list(rows))


def in_time(act: Act, row: UUID) -> None:
    """Act on a row: at the end of what is done together, else now."""
    waiting = _waiting.get()
    if waiting is None:
        act([row])
    else:
        waiting.setdefault(act, {})[row] = None
