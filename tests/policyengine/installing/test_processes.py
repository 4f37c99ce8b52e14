"""The commands of the units as systemd starts them: they serve pages behind a proxy, do a job, and end when asked.

Their environment is that of the unit and of a file of settings, and nothing else.
"""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings as used
from pytest_django.fixtures import Settings

from institutions.jobs.dispatch import trouble
from institutions.models import GovernmentBody
from rules.models import State
from tests.policyengine.installing.proxies import PROXIES, start_proxy
from tests.policyengine.installing.units import PROGRAM, SERVICES, Unit, read_unit, variables
from tests.policyengine.project_documents import ROOT
from tests.ports import free_port
from tests.rules.assessing.documents import asked
from tests.rules.assessing.workers import database_url, kill, wait_for

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

TOO_LARGE = 7 * 1024 * 1024  # bytes of a form: more than the program reads, less than the proxy does


@dataclass
class Machine:
    """The services of one machine: its file of settings, their processes and what they print."""

    folder: Path
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def settings(self) -> Path:
        """Return the file of settings."""
        return self.folder / "screening.env"

    @property
    def log(self) -> Path:
        """Return the file of what all of them print."""
        return self.folder / "printed.txt"

    def run(self, unit: Unit, key: str, **more: str) -> "subprocess.Popen[bytes]":
        """Start a command of a unit in a process group of its own."""
        environment = {**unit.environment(self.settings), **more}
        words = [word.replace(f"{PROGRAM}/.venv/bin/python", sys.executable) for word in unit.command(key, environment)]
        assert unit.one("WorkingDirectory") == PROGRAM
        with self.log.open("ab") as log:
            return subprocess.Popen(
                words,
                env={"PATH": os.environ["PATH"], "HOME": str(self.folder), **environment},
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start(self, service: str, **more: str) -> None:
        """Start a service."""
        self.processes[service] = self.run(read_unit(service), "ExecStart", **more)

    def stop_all(self) -> dict[str, int]:
        """Stop the services as systemd does: by ExecStop or by a signal to all processes; gives their exit codes."""
        units = {service: read_unit(service) for service in self.processes}
        stopping = []
        for service, process in self.processes.items():
            if "ExecStop" in units[service].values:
                stopping.append(self.run(units[service], "ExecStop", MAINPID=str(process.pid)))
            else:
                os.killpg(process.pid, signal.SIGTERM)
        codes = {
            service: process.wait(float(units[service].one("TimeoutStopSec")))
            for service, process in self.processes.items()
        }
        assert [each.wait(10) for each in stopping] == [0, 0]
        for process in self.processes.values():  # no process of it is left
            with pytest.raises(ProcessLookupError):
                os.killpg(process.pid, 0)
        return codes


@pytest.fixture
def machine(tmp_path: Path, settings: Settings) -> Iterator[Machine]:
    """Yield a machine whose file of settings leads to the database and the broker of this run."""
    settings.CELERY_QUEUE = f"test-{uuid.uuid4().hex[:12]}"
    trouble.until = 0.0
    made = Machine(tmp_path, free_port())
    example = variables((ROOT / "docs/installing/screening.env").read_text(encoding="utf-8"))
    own = {
        "SECRET_KEY": "of this test alone, and long enough to be taken for one",
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": "https://localhost",
        "WEB_BIND": f"127.0.0.1:{made.port}",
        "DATABASE_URL": database_url(),
        "CELERY_BROKER_URL": used.CELERY_BROKER_URL,
        "CELERY_QUEUE": settings.CELERY_QUEUE,
        "POLICYENGINE_VAR": str(used.VAR_DIR),
        "SWEEP_SECONDS": "1",
    }
    lines = (f"{name}='{value}'\n" for name, value in (example | own).items())
    made.settings.write_text("".join(lines), encoding="utf-8")
    yield made
    for process in made.processes.values():
        kill(process)
    trouble.until = 0.0


def test_they_serve_and_assess_and_end(machine: Machine, meti: GovernmentBody) -> None:
    with notifications(machine.folder) as told:
        machine.start("web", NOTIFY_SOCKET=told.getsockname())
        for service in SERVICES[1:]:
            machine.start(service)
        assert ready(told)
    assessment = asked("P-001")
    wait_for(lambda: answer(machine.port)["status"] == "ready", log=machine.log)

    def is_done() -> bool:
        assessment.refresh_from_db()
        return assessment.state == State.DONE

    wait_for(is_done, log=machine.log)
    for name in PROXIES:
        if shutil.which(name):
            with start_proxy(name, machine.folder, machine.port) as port:
                serves_pages_over_tls(port, machine.folder)
                passes_a_refusal_on(port, machine.folder)
                answers_beside_slow_senders(port, machine.folder)
    assert machine.stop_all() == dict.fromkeys(SERVICES, 0)
    assert "Traceback" not in machine.log.read_text(encoding="utf-8")


@contextlib.contextmanager
def notifications(folder: Path) -> Iterator[socket.socket]:
    """Yield a socket like that to which a service of the type notify says that it is ready."""
    assert read_unit("web").one("Type") == "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(folder / "notify"))
        listening.settimeout(240)
        yield listening


def ready(told: socket.socket) -> bool:
    """Wait for the notice that a service is ready."""
    return b"READY=1" in told.recv(1000)


def answer(port: int) -> dict[str, object]:
    """Return what /readyz says."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        found: dict[str, object] = json.loads(connection.getresponse().read())
    return found


def serves_pages_over_tls(port: int, folder: Path) -> None:
    """Ask for the sign-in page."""
    with connected(port, folder) as connection:
        connection.request("GET", "/sign-in/", headers={"X-Forwarded-For": "192.0.2.1"})
        page = connection.getresponse()
        assert (page.status, "csrfmiddlewaretoken" in page.read().decode()) == (200, True)
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "Secure" in page.headers["Set-Cookie"]


def passes_a_refusal_on(port: int, folder: Path) -> None:
    """Send a form that is too large: the program sends its sender to sign-in, not the proxy."""
    with connected(port, folder) as connection:
        connection.request(
            "POST", "/sign-in/", body=b"a" * TOO_LARGE, headers={"Referer": f"https://localhost:{port}/"}
        )
        refused = connection.getresponse()
        refused.read()
    assert refused.status == 302
    assert refused.headers["X-Request-ID"]


def answers_beside_slow_senders(port: int, folder: Path) -> None:
    """Begin more forms than the program has threads, each of them read by it, and ask for a page beside them."""
    with contextlib.ExitStack() as slow:
        for _each in range(24):
            sender = slow.enter_context(connected(port, folder))
            sender.putrequest("POST", "/sign-in/")
            head = {"Cookie": f"csrftoken={'a' * 32}", "Origin": f"https://localhost:{port}", "Content-Length": "5000"}
            for name, value in {**head, "Content-Type": "application/x-www-form-urlencoded"}.items():
                sender.putheader(name, value)
            sender.endheaders(b"login=")
        time.sleep(1)  # all of them have arrived
        with connected(port, folder) as connection:
            connection.timeout = 10
            connection.request("GET", "/sign-in/")
            assert connection.getresponse().status == 200


@contextlib.contextmanager
def connected(port: int, folder: Path) -> Iterator[http.client.HTTPSConnection]:
    """Yield a connection that trusts the certificate of the test."""
    context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
    made = http.client.HTTPSConnection("localhost", port, timeout=60, context=context)
    with contextlib.closing(made):
        yield made
