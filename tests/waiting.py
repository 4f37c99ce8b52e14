"""Waiting for real processes as long as they progress, however slow the machine is."""

import os
import time
from collections.abc import Callable


def slowness() -> float:
    """Return how many times slower this machine is now: the load for each processor, at least 1."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def wait_while_it_gets_on(
    what: Callable[[], bool], *, progress: Callable[[], object], printed: Callable[[], str], patience: float
) -> None:
    """Wait until a condition is true; fail with the output once nothing has changed for `patience` seconds.

    On a busy machine the patience is longer, by `slowness`.
    """
    seen, since = progress(), time.monotonic()
    while not what():
        if (now := progress()) != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > patience * slowness():
            message = (
                f"It did not come to pass, and nothing changed for {patience} seconds and more: {seen}\n{printed()}"
            )
            raise AssertionError(message)
        time.sleep(0.05)
