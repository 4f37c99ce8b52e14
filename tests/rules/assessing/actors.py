"""Threads with connections of their own, of which a test decides who goes on until its next pause, and when."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

MOST_SECONDS = 120.0  # of one step: it fails instead of hanging
_local = threading.local()


def pause() -> None:
    """Wait here until the test lets this actor go on; other threads pass."""
    if actor := getattr(_local, "actor", None):
        actor.wait_for_turn()


def pausing(function: Callable[..., Any], *, before: bool = False) -> Callable[..., Any]:
    """Return the function with a pause before or after each call."""

    def paused(*args: Any, **kwargs: Any) -> Any:
        if before:
            pause()
        found = function(*args, **kwargs)
        if not before:
            pause()
        return found

    return paused


class Actor(threading.Thread):
    """One process: `step` lets it go on to its next pause, or until it waits for a lock of another."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.work = work
        self.turn, self.rests = threading.Event(), threading.Event()
        self.over = False
        self.trouble: BaseException | None = None
        self.backend = 0
        self.start()
        assert self.rests.wait(MOST_SECONDS)

    def run(self) -> None:
        _local.actor = self
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = cursor.fetchone()[0]
            self.wait_for_turn()
            self.work()
        except BaseException as trouble:  # noqa: BLE001 - the test raises it
            self.trouble = trouble
        finally:
            connection.close()
            self.over = True
            self.rests.set()

    def wait_for_turn(self) -> None:
        self.turn.clear()
        self.rests.set()
        assert self.turn.wait(MOST_SECONDS)

    def step(self) -> None:
        """Let it go on; return once it rests, or waits for a lock."""
        self.rests.clear()
        self.turn.set()
        self.is_blocked()
        if self.trouble:
            raise self.trouble

    def is_blocked(self) -> bool:
        """Return whether it waits for a lock, once it either does or rests."""
        for _ in range(int(MOST_SECONDS / 0.002)):
            if self.rests.wait(0.002):
                return False
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [self.backend])
                if cursor.fetchone()[0]:
                    return True
        message = "An actor neither rests nor waits for a lock."
        raise AssertionError(message)


@contextmanager
def acting(*works: Callable[[], object]) -> Iterator[list[Actor]]:
    """Yield the actors of some works; let each come to its end, and raise what went wrong in one."""
    actors = [Actor(each) for each in works]
    try:
        yield actors
    finally:
        finish(actors)


def finish(actors: Sequence[Actor]) -> None:
    """Let all actors go on to their ends."""
    while left := [each for each in actors if not each.over]:
        free = [each for each in left if not each.is_blocked()]
        assert free, "the actors wait for each other"
        if not free[0].over:  # it may have come to its end since, once it had the lock that it waited for
            free[0].step()
    for each in actors:
        each.join()
    if troubles := [each.trouble for each in actors if each.trouble]:
        raise troubles[0]


def play(actors: Sequence[Actor], order: Sequence[int]) -> None:
    """Let the actors go on in this order; one that waits for a lock goes on as soon as it has it."""
    left = list(order)
    while left:
        free = next((n for n, each in enumerate(left) if actors[each].over or not actors[each].is_blocked()), None)
        assert free is not None, "the actors wait for each other"
        actor = actors[left.pop(free)]
        if not actor.over:
            actor.step()
