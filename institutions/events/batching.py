"""Acts on many rows that are requested one by one and done once, at the end of the block that they belong to."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Act = Callable[[Collection[UUID]], None]
LastAct = Callable[[Sequence[Any]], None]  # Any: what each last act takes


@dataclass(slots=True)
class WaitingActs:
    """The acts that a block does at its end, each with its rows, and the last acts that follow them."""

    acts: dict[Act, dict[UUID, None]] = field(default_factory=dict)
    last: dict[LastAct, list[Any]] = field(default_factory=dict)  # Any: what each last act takes


_waiting: ContextVar[WaitingActs | None] = ContextVar("acts_done_together", default=None)


@contextmanager
def batch_acts() -> Iterator[None]:
    """Do the acts requested inside at the end, in the same transaction; none where an error ends the block before.

    A block inside another one leaves its acts to the end of that. A part that was rolled back meanwhile leaves ids of
    rows that do not exist: an act passes over them. A last act about such a part is done too.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting = WaitingActs()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for act, rows in waiting.acts.items():
        act(list(rows))
    for last, things in waiting.last.items():
        last(things)


def act_in_time(act: Act, row: UUID) -> None:
    """Act on a row: at the end of the enclosing block, else now."""
    waiting = _waiting.get()
    if waiting is None:
        act([row])
    else:
        waiting.acts.setdefault(act, {})[row] = None


def act_last(act: LastAct, thing: object) -> None:
    """Act on a thing after the acts at the end of the enclosing block, once for all of its things, else now.

    It is for acts that take locks for which others wait: nothing that follows them waits for a lock of others.
    """
    waiting = _waiting.get()
    if waiting is None:
        act([thing])
    else:
        waiting.last.setdefault(act, []).append(thing)
