"""Acts on many rows that are requested one by one and done once, at the end of the block that they belong to."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

Act = Callable[[Collection[UUID]], None]
Step = Callable[[], object]


@dataclass(slots=True)
class WaitingActs:
    """The acts that a block does at its end, each with its rows, and the steps that follow them."""

    acts: dict[Act, dict[UUID, None]] = field(default_factory=dict)
    last: list[Step] = field(default_factory=list)


_waiting: ContextVar[WaitingActs | None] = ContextVar("acts_done_together", default=None)


@contextmanager
def batch_acts() -> Iterator[None]:
    """Do the acts requested inside at the end, in the same transaction; none where an error ends the block before.

    A part that was rolled back meanwhile leaves ids of rows that do not exist: an act passes over them. A step about
    such a part is done too.
    """
    waiting = WaitingActs()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for act, rows in waiting.acts.items():
        act(list(rows))
    for step in waiting.last:
        step()


def acts_wait() -> bool:
    """Return whether acts wait for the end of an enclosing block."""
    return _waiting.get() is not None


def act_in_time(act: Act, row: UUID) -> None:
    """Act on a row: at the end of the enclosing block, else now."""
    waiting = _waiting.get()
    if waiting is None:
        act([row])
    else:
        waiting.acts.setdefault(act, {})[row] = None


def do_last(step: Step) -> None:
    """Do a step after the acts at the end of the enclosing block, else now.

    It is for steps that take a lock for which others wait: nothing that follows them waits for a lock of others.
    """
    waiting = _waiting.get()
    if waiting is None:
        step()
    else:
        waiting.last.append(step)
