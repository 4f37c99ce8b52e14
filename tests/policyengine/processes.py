"""Commands of the project as a user starts them: in a group of their own, with all their processes known."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.waiting import wait_while_it_gets_on

ROOT = Path(__file__).resolve().parents[2]
MARK = "POLICYENGINE_TEST_RUN"  # in the environment of a command and of all its descendants
# Settings of a test run, which a user of `make run` does not have.
OF_THE_TESTS = {
    "ALLOWED_HOSTS",
    "CELERY_BROKER_URL",
    "CELERY_QUEUE",
    "DATABASE_URL",
    "DEBUG",
    "HTTPS",
    "SECOND_FACTOR_ROLES",
    "DJANGO_SETTINGS_MODULE",
    "POLICYENGINE_VAR",
    "SECRET_KEY",
}


def wait_for(what: Callable[[], bool], log: Path, seconds: float = 180) -> None:
    """Wait until a condition is true; fail with the command's output once it has printed nothing for `seconds`."""
    wait_while_it_gets_on(
        what,
        progress=lambda: f"{log.stat().st_size} bytes printed",
        printed=lambda: log.read_text(errors="replace"),
        patience=seconds,
    )


def hear_interrupts() -> None:
    """Restore the default signals: a suite in the background may ignore Ctrl-C and a hang-up, its commands must not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@dataclass
class Command:
    """One running command, its output, and all its processes."""

    folder: Path
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.log = self.folder / f"printed-{time.monotonic_ns()}.txt"
        self.mark = f"{MARK}={self.log}"
        inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.arguments],
                cwd=ROOT,
                env={**inherited, **self.environment, MARK: str(self.log)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=hear_interrupts,
            )

    @property
    def printed(self) -> str:
        """Return the output of the command and its processes so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, text: str, times: int = 1) -> None:
        """Wait until it has printed a text; fail if it ends before."""

        def is_there() -> bool:
            ended = self.process.poll() is not None
            if self.printed.count(text) >= times:
                return True
            assert not ended, f"It ended with {self.process.returncode}. Printed:\n{self.printed}"
            return False

        wait_for(is_there, self.log)

    def press_ctrl_c(self) -> None:
        """Send Ctrl-C as a terminal does: to the whole group in the foreground."""
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self, seconds: float = 600) -> int:
        """Wait for its end, far longer than a slow machine takes, and return its exit code."""
        return self.process.wait(seconds)

    def left(self) -> dict[int, str]:
        """Return those of its processes that still run: number and command line."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                try:
                    marked = self.mark.encode() in (entry / "environ").read_bytes().split(b"\0")
                    line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
                except (FileNotFoundError, PermissionError, ProcessLookupError):
                    continue  # ended meanwhile, or another user's
                if marked and line:  # a zombie has no line
                    found[int(entry.name)] = line
        return found

    def clear_away(self) -> None:
        """Kill whatever is left, for a test that failed."""
        for number in self.left():
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(10)
