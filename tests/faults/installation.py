"""An installation of its own: PostgreSQL, RabbitMQ and the processes of the program, each of which may be killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.servers import OwnPostgres, OwnRabbit
from tests.ports import free_port

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass
class Installation:
    """The services, and the processes of the program that run on them."""

    folder: Path
    postgres: OwnPostgres
    rabbit: OwnRabbit
    settings: Mapping[str, str] = field(default_factory=dict)
    web_port: int = field(default_factory=free_port)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the program."""
        return {
            **os.environ,
            "DEBUG": "true",
            "DJANGO_SETTINGS_MODULE": "policyengine.settings",
            "DATABASE_URL": self.postgres.url,
            "CELERY_BROKER_URL": self.rabbit.url,
            "POLICYENGINE_VAR": str(self.folder / "var"),
            "WEB_BIND": f"127.0.0.1:{self.web_port}",
            **self.settings,
        }

    def start(self, name: str) -> None:
        """Start a process of the program."""
        celery = ["-m", "celery", "-A"]
        arguments = {
            "web": ["-m", "gunicorn", "--config", "policyengine/gunicorn.conf.py"],
            "worker": [*celery, "tests.rules.assessing.worker_app", "worker", "--concurrency", "2", "-l", "WARNING"],
            "beat": [*celery, "policyengine", "beat", "--pidfile", "", "-l", "WARNING"],
        }[name]
        with self.log_of(name).open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def log_of(self, name: str) -> Path:
        """Return the log of a process."""
        return self.folder / f"{name}.log"

    def kill(self, name: str) -> None:
        """Kill a process of the program with its children."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_alone(self, name: str) -> None:
        """Kill the first process of a name, as the system does when memory is short; then what it left, as systemd."""
        os.kill(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()
        self.kill(name)

    def kill_child(self, name: str) -> None:
        """Kill one child of a process."""
        os.kill(children_of(self.processes[name].pid)[0], signal.SIGKILL)

    def command(self, *arguments: str) -> str:
        """Run a command of the program, which must succeed, to its end; return what it printed."""
        sound, printed = self.answer(*arguments)
        if not sound:
            raise RuntimeError(f"manage.py {arguments[0]} failed:\n{printed}")
        return printed

    def answer(self, *arguments: str) -> tuple[bool, str]:
        """Run a command of the program to its end; return whether it ended with 0, and what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=False, stdout=subprocess.PIPE, text=True)
        return not done.returncode, done.stdout

    def end(self) -> None:
        """Kill everything that still runs."""
        for name in list(self.processes):
            self.kill(name)
        for service in (self.postgres, self.rabbit):
            with suppress(ProcessLookupError):
                service.kill()


def children_of(pid: int) -> list[int]:
    """Return the children of a process, the oldest first."""
    tasks = Path(f"/proc/{pid}/task")
    found = (number for each in tasks.iterdir() for number in (each / "children").read_text().split())
    return sorted(int(number) for number in found)


def end_in_order() -> None:
    """Let SIGTERM end this process by SystemExit, so that everything it started ends with it."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))


@contextmanager
def installation(settings: Mapping[str, str], data: Path | None = None) -> Iterator[Installation]:
    """Yield an installation with services of its own, without a case; `data` is the folder of PostgreSQL, if given."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as another user
        places = {each: folder / each for each in ("postgres", "rabbit", "var")}
        for each in places.values():
            each.mkdir()
        made = Installation(
            folder, OwnPostgres(data or places["postgres"]), OwnRabbit(places["rabbit"]), settings=settings
        )
        made.postgres.initialise()
        made.rabbit.initialise()
        try:
            made.postgres.start()
            made.rabbit.start()
            yield made
        finally:
            made.end()
            if kept := os.environ.get("FAULT_LOGS"):
                for log in folder.glob("*.log"):
                    shutil.copy(log, kept)
