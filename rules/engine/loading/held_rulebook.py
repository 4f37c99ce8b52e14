"""The answer to "which rulebook is in force?", kept while one piece of work lasts: a request, a task, a batch.

So a process asks once a piece of work and not at each rule, and nothing is worked on under two versions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.engine.loading.loaded_rulebook import LoadedRulebook


class Held:
    """The rulebook of a piece of work, once somebody in it has asked; `around` is the work that it is a part of."""

    def __init__(self, around: "Held | None" = None, rulebook: "LoadedRulebook | None" = None) -> None:
        self.around = around
        self.rulebook = rulebook


held_now: ContextVar[Held | None] = ContextVar("held_rulebook", default=None)


@contextmanager
def one_rulebook(held: Held | None = None) -> Iterator[Held]:
    """Mark a piece of work, which sees one version to its end; `held` goes on with that of an earlier part of it."""
    now = held or Held()
    token = held_now.set(now)
    try:
        yield now
    finally:
        held_now.reset(token)


@contextmanager
def same_rulebook() -> Iterator[None]:
    """Mark a piece of work, unless it is a part of one that is marked already."""
    if held_now.get() is None:
        with one_rulebook():
            yield
    else:
        yield


def begin_work(**_kwargs: object) -> None:
    """Mark the beginning of a piece of work in this thread, for signals; `end_work` marks its end."""
    held_now.set(Held(around=held_now.get()))


def end_work(**_kwargs: object) -> None:
    """Mark the end of the piece of work that was begun last: what was held around it is held again."""
    held = held_now.get()
    held_now.set(held.around if held else None)
