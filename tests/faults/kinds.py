"""The faults of `make faults`: each happens while proposals are registered, and returns when its service is back."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.faults.clock import SettableClock
from tests.faults.installation import Installation

AWAY: Final = 20.0  # seconds that the database is away
BROKER_AWAY: Final = 60.0
FULL: Final = 20.0  # seconds that the disk is full
JUMP: Final = 2 * 60 * 60  # seconds
RESTART: Final = 2.0  # seconds before the system starts a process again, as in the units of systemd
BLOCK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault, and how often it happens."""

    name: str
    said: str
    times: int
    happen: Callable[[], None]


def faults_of(made: Installation, disk: Path | None, clock: SettableClock) -> list[Fault]:
    """Return all kinds; the one of a full disk only where PostgreSQL has a small `disk` of its own."""

    def again(name: str) -> None:
        time.sleep(RESTART)
        made.start(name)

    def kill(name: str) -> None:
        made.kill(name)
        again(name)

    def kill_master() -> None:
        made.kill_alone("web")
        again("web")

    def broker_away() -> None:
        made.rabbit.kill()
        time.sleep(BROKER_AWAY)
        made.rabbit.start()

    def stop_database() -> None:
        made.postgres.stop_immediately()
        time.sleep(AWAY)
        made.postgres.start()

    def kill_database() -> None:
        made.postgres.kill()
        time.sleep(AWAY)
        made.postgres.start()

    def fill_disk() -> None:
        assert disk is not None
        fill(disk / "ballast")
        time.sleep(FULL)
        (disk / "ballast").unlink()
        if not made.postgres.runs:
            made.postgres.start()

    def jump(seconds: int) -> None:
        clock.set_ahead(seconds)

    of_disk = [Fault("disk", f"disk of PostgreSQL full, {FULL:.0f} s", 1, fill_disk)] if disk else []
    return [
        Fault("worker", "worker killed", 10, lambda: kill("worker")),
        Fault("web", "web child killed", 3, lambda: made.kill_child("web")),
        Fault("master", "web master killed", 1, kill_master),
        Fault("beat", "beat killed", 1, lambda: kill("beat")),
        Fault("rabbitmq", f"RabbitMQ away, {BROKER_AWAY:.0f} s", 1, broker_away),
        Fault("postgresql", f"PostgreSQL stopped (immediate), {AWAY:.0f} s", 1, stop_database),
        Fault("postgresql-killed", f"PostgreSQL killed, {AWAY:.0f} s", 1, kill_database),
        *of_disk,
        Fault("clock-ahead", "clock 2 hours ahead", 1, lambda: jump(JUMP)),
        Fault("clock-back", "clock set back 2 hours", 1, lambda: jump(0)),
    ]


def fill(path: Path) -> None:
    """Write a file until its disk has no byte left."""
    with path.open("wb", buffering=0) as held:
        for size in (BLOCK, 1024, 1):
            try:
                while True:
                    held.write(os.urandom(size))
            except OSError:
                continue
