"""`make soak`: an installation of its own under steady load for two hours; nothing may grow.

`python -m tests.soak.run [--minutes 120] [--share 0.7]`, or SOAK_MINUTES: it starts a PostgreSQL, a RabbitMQ, web,
worker and beat of its own, measures how many cases a second they accept and assess, and sends this share of it until
the time is over, with pages in between. Each minute (a twentieth of a short run) it prints memory, open descriptors,
connections of the database and the p95 of answers. Ends with 1 if one of them grew, a case was lost, or a request
failed.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import django

from tests.faults.installation import ROOT, Installation, installation
from tests.ports import answers, free_port
from tests.soak.measuring import HEAD, Sample, descriptors_of, growth, memory_of, percentile_95, processes_of

MINUTES: Final = 120
SHARE: Final = 0.7  # of capacity
CLIENTS: Final = 4
PATIENCE: Final = 180.0  # seconds for the web server to answer, and for the last cases to be assessed
SAMPLES: Final = 20  # at least
PAGES: Final = ("work/", "partnerships/")  # that a client reads after each case
COUNTS: Final = (
    "from django.db import connection; from institutions.models import Partnership;"
    "cases = Partnership.objects.filter(reference__startswith='SOAK-');"
    "c = connection.cursor(); c.execute('SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid()');"
    "print(cases.count(), cases.filter(assessments__state='done').distinct().count(), c.fetchone()[0])"
)
Json = dict[str, Any]  # Any: plain data


@dataclass(slots=True)
class Load:
    """The requests of the run: the next number of a case, the times of answers, and errors."""

    address: str
    key: str
    documents: list[Json]
    sent: int = 0
    accepted: int = 0
    errors: int = 0
    times: list[float] = field(default_factory=list)
    start: int = 0  # cases sent before the present sample

    def register(self, number: int) -> None:
        """Register a case, and read lists as its submitter would."""
        document = {**self.documents[number % len(self.documents)], "reference": f"SOAK-{number}"}
        if self.ask("partnerships/", document):
            self.accepted += 1
        for path in PAGES:
            self.ask(path)

    def ask(self, path: str, document: Json | None = None) -> bool:
        """Send a request; return whether it was done."""
        body = json.dumps(document).encode() if document else None
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", data=body)  # noqa: S310 - of ours
        request.add_header("Authorization", f"Bearer {self.key}")
        request.add_header("Content-Type", "application/json")
        began = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - of ours
                answer.read()
        except (urllib.error.URLError, OSError) as trouble:
            self.errors += 1
            say(f"          {path}: {trouble}")
            return False
        self.times.append(time.monotonic() - began)
        return True

    def run(self, seconds: float, rate: float | None) -> float:
        """Send for so long: as fast as answers come, or so many cases a second; return the cases a second."""
        began, first = time.monotonic(), self.accepted
        with ThreadPoolExecutor(CLIENTS) as pool:
            waiting: list[Any] = []  # Any: futures
            while (now := time.monotonic()) < began + seconds:
                waiting = [each for each in waiting if not each.done()]
                due = rate is None or self.sent < self.start + rate * (now - began)
                if due and len(waiting) < CLIENTS:
                    waiting.append(pool.submit(self.register, self.sent))
                    self.sent += 1
                else:
                    time.sleep(0.005)
        return (self.accepted - first) / (time.monotonic() - began)


@contextmanager
def served(made: Installation) -> Iterator[Callable[[], list[int]]]:
    """Start web, worker and beat; yield what returns the processes of all of them."""
    port = free_port()
    environment = {
        **made.environment,
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "false",
        "REQUESTS_A_MINUTE_OF_KEY": "0",
        "REQUESTS_A_MINUTE_OF_ADDRESS": "0",
        "SOAK_ADDRESS": f"http://127.0.0.1:{port}",
    }
    os.environ.update(environment)
    celery = ["-m", "celery", "-A", "policyengine"]
    commands = {
        "web": ["-m", "gunicorn", "--config", "policyengine/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"],
        "beat": [*celery, "beat", "--pidfile", "", "--schedule", str(made.folder / "beat"), "--loglevel", "WARNING"],
    }
    running = []
    try:
        for name, command in commands.items():
            with (made.folder / f"{name}.log").open("ab") as log:
                running.append(
                    subprocess.Popen(
                        [sys.executable, *command],
                        cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True,
                    )
                )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not answers(port):
            if time.monotonic() > until:
                raise RuntimeError((made.folder / "web.log").read_text(errors="replace")[-4_000:])
            time.sleep(0.5)
        yield lambda: processes_of(each.pid for each in running)
    finally:
        for each in running:
            os.killpg(each.pid, 9)
            each.wait()


def counts(made: Installation) -> tuple[int, int, int]:
    """Return registered and assessed cases of the run, and the connections of the database."""
    asked = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", COUNTS],
        cwd=ROOT, env=made.environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    registered, assessed, connections = map(int, asked.stdout.split()[-3:])
    return registered, assessed, connections


def capacity(load: Load, made: Installation, seconds: float) -> float:
    """Send as fast as answers come; return how many cases a second were assessed until the last one of them was.

    RuntimeError with the end of the logs if none was: there is no load to hold.
    """
    before, began = counts(made)[1], time.monotonic()
    accepted = load.run(seconds, None)
    until = time.monotonic() + PATIENCE
    while (assessed := counts(made)[1] - before) < load.accepted and time.monotonic() < until:
        time.sleep(1.0)
    rate = assessed / (time.monotonic() - began)
    say(f"Capacity: {accepted:.2f} cases a second accepted, {rate:.2f} assessed.")
    if not assessed:
        message = f"No case of {load.accepted} was assessed.\n{end_of_logs(made)}"
        raise RuntimeError(message)
    return rate


def end_of_logs(made: Installation) -> str:
    """Return the last lines of each log."""
    return "\n".join(f"{each.name}:\n{each.read_text(errors='replace')[-2_000:]}" for each in made.folder.glob("*.log"))


def soak(made: Installation, minutes: float, share: float) -> list[str]:
    """Send load until the time is over; return what is wrong."""
    from benchmarks.documents import demonstration_documents

    key = made_key(made)
    with served(made) as processes:
        load = Load(os.environ["SOAK_ADDRESS"], key, [each for each in demonstration_documents() if of_meti(each)])
        rate = share * capacity(load, made, minutes * 60 / 20)
        every = min(60.0, minutes * 60 / SAMPLES)
        say(f"{rate:.2f} cases a second for {minutes:g} minutes, a line each {every:.0f} s.")
        say(HEAD)
        samples, began = [], time.monotonic()
        while time.monotonic() < began + minutes * 60:
            load.start, load.times = load.sent, []
            load.run(every, rate)
            _registered, assessed, connections = counts(made)
            there = processes()
            samples.append(
                Sample(
                    memory=memory_of(there),
                    descriptors=descriptors_of(there),
                    connections=connections,
                    p95=percentile_95(load.times),
                    accepted=load.accepted,
                    assessed=assessed,
                    errors=load.errors,
                )
            )
            say(f"{(time.monotonic() - began) / 60:9.1f}{samples[-1].line}")
        return [*growth(samples), *lost_cases(load, made)]


def lost_cases(load: Load, made: Installation) -> list[str]:
    """Return what is wrong with the cases, once the worker had time to assess the last ones."""
    until = time.monotonic() + PATIENCE
    while (found := counts(made))[1] < load.accepted and time.monotonic() < until:
        time.sleep(2.0)
    registered, assessed, _connections = found
    said = f"{load.accepted} accepted, {registered} stored, {assessed} assessed, {load.errors} requests failed"
    say(said)
    return [] if registered == load.accepted == assessed and not load.errors else [said]


def of_meti(document: Json) -> bool:
    """Return whether the ministry of the key submits a document."""
    return document.get("submitted_by") == "METI"


def made_key(made: Installation) -> str:
    """Prepare the database, and return a key of a body."""
    made.command("migrate", "--verbosity", "0")
    made.command("seed")
    printed = subprocess.run(
        [sys.executable, "manage.py", "api_key", "METI"],
        cwd=ROOT, env=made.environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return next(word for word in printed.split() if word.startswith("pe_"))


def say(text: str) -> None:
    """Print at once, so that a pipe shows progress too."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=float(os.environ.get("SOAK_MINUTES") or MINUTES))
    parser.add_argument("--share", type=float, default=SHARE, help="of the measured capacity")
    chosen = parser.parse_args()
    with installation({}) as made:
        os.environ.update(made.environment)
        django.setup()
        wrong = soak(made, chosen.minutes, chosen.share)
    for each in wrong:
        say(f"WRONG: {each}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
