"""Acts on many rows that are requested one by one and done once, at the end of the block that they belong to."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

Act = Callable[[Collection[UUID]], None]
_waiting: ContextVar[dict[Act, dict[UUID, None]] | None] = ContextVar("acts_done_together", default=None)


@contextmanager
def batch_acts() -> Iterator[None]:
    """Do the acts requested inside at the end, in the same transaction; none where an error ends the block before.

    A part that was rolled back meanwhile leaves ids of rows that do not exist: an act passes over them.
    """
    waiting: dict[Act, dict[UUID, None]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for act, rows in waiting.items():
        act(list(rows))


def acts_wait() -> bool:
    """Return whether acts wait for the end of an enclosing block."""
    return _waiting.get() is not None


def act_in_time(act: Act, row: UUID) -> None:
    """Act on a row: at the end of the enclosing block, else now."""
    waiting = _waiting.get()
    if waiting is None:
        act([row])
    else:
        waiting.setdefault(act, {})[row] = None
