"""Waiting for real processes: as long as they get on, however slow the machine is."""

import os
import time
from collections.abc import Callable


def slowness() -> float:
    """How many times as long as alone something takes on this machine now: what runs at once, for each processor."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def wait_while_it_gets_on(
    what: Callable[[], bool], *, progress: Callable[[], object], printed: Callable[[], str], patience: float
) -> None:
    """Wait until something is so; fail with what was printed once nothing has changed for `patience` seconds.

    A machine that does three things at once for each processor is waited for three times as long.
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
