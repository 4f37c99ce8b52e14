"""A process of ours in a group of its own: started, started again when it dies, ended with all its children."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
GRACE_SECONDS = 20.0  # a worker may finish or give back its assessment; longer than that it is killed
QUICK_DEATH_SECONDS = 5.0  # a process that dies sooner waits before it is started again, so that a loop stays readable
PAUSE_SECONDS = 2.0


def print_line(text: str) -> None:
    """Print one line for the person at the terminal; nothing, if that terminal was closed."""
    try:
        print(text, flush=True)  # noqa: T201 - this is a command
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Ending:
    """The record of a request to end: by Ctrl-C, by SIGTERM, or by closing the terminal.

    The handler only notes it: an exception from there could come between the start of a process and our knowing it.
    """

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants it
                signal.signal(number, self.note)

    def note(self, _number: int, _frame: FrameType | None) -> None:
        """Remember that we were asked."""
        self.asked = True


@dataclass
class Service:
    """One process of ours, and the earliest time of its next start."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait_until: float = 0.0

    def start(self, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start it in its own process group, so that Ctrl-C reaches only its supervisor, which ends the group."""
        self.process = subprocess.Popen(self.command, env=env, cwd=ROOT, start_new_session=True)  # noqa: S603 - commands of ours
        self.started = time.monotonic()
        return self.process

    def revive(self, env: Mapping[str, str]) -> None:
        """Start it again if it died, with a line that says so; first end children that outlived it with its port."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.signal_group(signal.SIGKILL)
            print_line(f"{self.name} ended with {self.process.returncode}; starting it again.")
            self.wait_until = now + PAUSE_SECONDS if now - self.started < QUICK_DEATH_SECONDS else now
            self.process = None
        if self.process is None and now >= self.wait_until:
            self.start(env)

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the process and its children."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def stop_processes(
    running: Iterable[Service], number: signal.Signals = signal.SIGTERM, grace_seconds: float = GRACE_SECONDS
) -> None:
    """Ask every process to end, wait for all of them together, and kill those that stay."""
    asked = [(service, service.process) for service in running if service.process is not None]
    for _, process in asked:
        process.send_signal(number)
    end = time.monotonic() + grace_seconds
    for service, process in asked:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, end - time.monotonic()))
        service.signal_group(signal.SIGKILL)
        process.wait()
