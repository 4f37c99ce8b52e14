"""Real worker and beat processes against the test's database and the configured broker."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Sum

from institutions.models import Import
from rules.models import Assessment, ScreeningRange
from tests.waiting import slowness, wait_while_it_gets_on

ROOT = Path(__file__).resolve().parents[3]


def database_url() -> str:
    """Return the address of the test's database for another process."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    password = f":{at['PASSWORD']}" if at["PASSWORD"] else ""
    return f"postgres://{at['USER']}{password}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def process_environment(**changes: str) -> dict[str, str]:
    """Return the environment of a process that works on the test's rows, with short time limits.

    No case of a test takes longer than a few seconds, and a killed worker is noticed only when its lease is over: the
    limits are as short as a machine allows that becomes busy after they are set, and longer on one that is busy.
    """
    slow = slowness()
    return {
        **os.environ,
        "DEBUG": "true",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "CELERY_BROKER_URL": settings.CELERY_BROKER_URL,
        "CELERY_QUEUE": settings.CELERY_QUEUE,
        "POLICYENGINE_VAR": str(settings.VAR_DIR),
        "ASSESSMENT_SOFT_SECONDS": str(round(20 * slow)),
        "ASSESSMENT_HARD_SECONDS": str(round(22 * slow)),
        "ASSESSMENT_LEASE_SECONDS": str(round(24 * slow)),
        "SWEEP_SECONDS": "0.5",
        "RESEND_SECONDS": "5",
        "WORKER_GRACE_SECONDS": "1",
        **changes,
    }


@dataclass
class Fleet:
    """The processes that one test starts; all of them end with it."""

    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a command of the environment's Python in a process group of its own."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env=process_environment(**environment),
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker with two processes."""
        app = ("-m", "celery", "-A", "tests.rules.assessing.worker_app")
        return self.start(*app, "worker", "--loglevel", "WARNING", "--concurrency", "2", **environment)

    def beat(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start the beat, which runs the sweeps."""
        app = ("-m", "celery", "-A", "policyengine")
        return self.start(*app, "beat", "--loglevel", "WARNING", "--pidfile", "", **environment)

    def end(self) -> None:
        """Kill the processes that still run."""
        for process in self.processes:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def wait_for(what: Callable[[], bool], *, patience: float = 240, log: Path | None = None) -> None:
    """Wait until a condition is true; fail with the log once no job has progressed for `patience` seconds."""

    def printed() -> str:
        return log.read_text(errors="replace")[-6000:] if log and log.exists() else ""

    wait_while_it_gets_on(what, progress=standing, printed=printed, patience=patience)


def standing() -> dict[str, object]:
    """Return the progress of the jobs."""
    states = Assessment.objects.values_list("state").annotate(Count("pk"), Sum("attempt"), Sum("expired_leases"))
    imports = Import.objects.aggregate(place=Sum("place"), attempts=Sum("attempt"))
    screened = list(ScreeningRange.objects.order_by("number").values_list("state", "attempt"))
    return {
        **{state: tuple(sums) for state, *sums in states.order_by("state")},
        "imports": imports,
        "screened": screened,
    }


def held_by(worker: subprocess.Popen[bytes]) -> list[Assessment]:
    """Return the assessments that a worker's processes are running."""
    return list(Assessment.objects.running().filter(worker__contains=f":{worker.pid}:"))
