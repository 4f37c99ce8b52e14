"""A supervised process: what outlives it is ended, one that dies at once waits, one that does not listen is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyengine.processes import ROOT, Service, stop_processes
from tests.policyengine.processes import wait_for

pytestmark = [pytest.mark.bare, pytest.mark.worker]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a file that the test's scripts write to."""
    file = tmp_path / "log.txt"
    file.touch()
    return file


@pytest.fixture
def started(log: Path) -> Iterator[list[Service]]:
    """Yield the services that the test starts; their groups end with it."""
    services: list[Service] = []
    yield services
    stop_processes(services, signal.SIGKILL)


def shell(script: str, log: Path, started: list[Service]) -> Service:
    """Return a service that is a shell script; `$0` is the log."""
    made = Service("web", ["/bin/sh", "-c", script, str(log)])
    started.append(made)
    return made


def is_gone(number: int) -> bool:
    """Return whether a process has ended, though nobody may have asked for its exit code yet."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_children_that_outlive_their_process_are_ended_before_it_is_started_again(
    started: list[Service], log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web = shell('sleep 600 & echo $! >> "$0"; exit 3', log, started)
    web.start(os.environ).wait(10)
    child = int(log.read_text(encoding="utf-8"))
    assert not is_gone(child)
    web.revive(os.environ)
    assert capsys.readouterr().out == "web ended with 3; starting it again.\n"
    wait_for(lambda: is_gone(child), log, seconds=10)


def test_a_process_that_dies_at_once_waits_and_one_that_ran_for_a_while_does_not(
    started: list[Service], log: Path
) -> None:
    web = shell('echo started >> "$0"; exit 3', log, started)

    def starts() -> int:
        return log.read_text(encoding="utf-8").count("started")

    web.start(os.environ).wait(10)
    web.revive(os.environ)
    assert web.wait_until > time.monotonic()
    web.revive(os.environ)
    assert starts() == 1

    web.wait_until = 0
    web.revive(os.environ)
    assert web.process is not None
    web.process.wait(10)
    assert starts() == 2

    web.started -= 60
    web.revive(os.environ)
    wait_for(lambda: starts() == 3, log, seconds=10)


def test_a_process_that_does_not_listen_is_killed_with_its_children_after_the_grace(
    started: list[Service], log: Path
) -> None:
    web = shell('trap "" TERM; sleep 600 & echo $! >> "$0"; wait; wait', log, started)
    process = web.start(os.environ)
    wait_for(lambda: log.read_text(encoding="utf-8").endswith("\n"), log, seconds=10)
    child = int(log.read_text(encoding="utf-8"))
    stop_processes([web], grace_seconds=0.2)
    assert process.returncode == -signal.SIGKILL
    wait_for(lambda: is_gone(child), log, seconds=10)


def test_saying_something_to_a_terminal_that_was_closed_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    script = "from policyengine.processes import print_line; print_line('Ending'); print_line('Ended')"
    done = subprocess.run([sys.executable, "-c", script], stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
