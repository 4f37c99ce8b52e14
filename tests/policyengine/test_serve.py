"""`make run` as its user meets it: it prepares, serves, restarts what dies, and leaves no process and no data behind.

Real processes on a database and a queue of their own below a temporary folder, whatever the test run is set to.
"""

import json
import os
import re
import shutil
import signal
import socket
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.policyengine.processes import Command, wait_for

pytestmark = [pytest.mark.bare, pytest.mark.worker]

Start = Callable[..., Command]
# How the processes of each service look, and how many there are when it is up.
LOOKS = {
    "web": "-m gunicorn --config policyengine/gunicorn.conf.py",
    "worker": "--queues assessments,",
    "importer": "--queues assessments-imports",
    "beat": "policyengine beat",
}
MEMBERS = {"web": 3, "worker": 3, "importer": 2, "beat": 1}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """Yield one finished `make demo`, from nothing; its state folder is `var` below its folder."""
    folder = tmp_path_factory.mktemp("demo")
    command = Command(folder, ("-m", "policyengine.demonstrate"), {"POLICYENGINE_VAR": str(folder / "var")})
    try:
        assert command.end() == 0, command.printed
        yield command
    finally:
        command.clear_away()


@pytest.fixture
def port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@pytest.fixture
def serve(tmp_path: Path, port: int) -> Iterator[Start]:
    """Start the supervisor on the test's state folder; nothing of it outlives the test."""
    started = []

    def start(**environment: str) -> Command:
        own = {"POLICYENGINE_VAR": str(tmp_path / "var"), "PORT": str(port), "SWEEP_SECONDS": "1", **environment}
        command = Command(tmp_path, ("-m", "policyengine.serve"), own)
        started.append(command)
        return command

    yield start
    for command in started:
        command.clear_away()


@pytest.fixture
def state(demo: Command, tmp_path: Path) -> Path:
    """Return the test's state folder, prepared before."""
    return shutil.copytree(demo.folder / "var", tmp_path / "var")


def address(port: int) -> str:
    """Return the line that says where it serves."""
    return f"\nServing at http://127.0.0.1:{port}/ — Ctrl-C ends it.\n"


def processes_of(command: Command, service: str) -> set[int]:
    """Return the numbers of a service's processes."""
    return {number for number, line in command.left().items() if LOOKS[service] in line}


def wait_until_up(command: Command, service: str) -> set[int]:
    """Return the numbers of a service's processes, once all are there."""
    wait_for(lambda: len(processes_of(command, service)) == MEMBERS[service], command.log)
    return processes_of(command, service)


class Browser:
    """Somebody's browser: it follows redirects and keeps cookies."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """Return a page; an error of the server is raised."""
        with self.opener.open(self.site + path, timeout=20) as response:
            page: str = response.read().decode()
        return page

    def log_in(self, name: str, password: str) -> str:
        """Return the page after the sign-in form."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get("/sign-in/"))
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": name, "password": password}
        with self.opener.open(f"{self.site}/sign-in/", urlencode(form).encode(), timeout=20) as response:
            page: str = response.read().decode()
        return page


def test_from_nothing_it_shows_findings_and_log_ins_and_leaves_no_process(demo: Command) -> None:
    assert "critical COI-01  Sato Haruka (fictional) holds 6.2% of Hikari Magnetics" in demo.printed
    assert re.search(r"^  officer-meti +\S+$", demo.printed, re.MULTILINE)
    assert demo.left() == {}
    assert (demo.folder / "var").stat().st_mode & 0o077 == 0, "the state folder is its owner's alone"


def test_a_second_run_keeps_the_data_and_serves_it_until_sigterm(
    serve: Start, port: int, demo: Command, state: Path
) -> None:
    command = serve()
    command.wait_for(address(port))
    assert "Bodies: added 0, superseded 0, unchanged" in command.printed
    findings_and_log_ins = demo.printed[demo.printed.index("\nDEMO-") :]
    assert findings_and_log_ins in command.printed

    (password,) = re.findall(r"^  officer-meti +(\S+)$", demo.printed, re.MULTILINE)
    page = Browser(port).log_in("officer-meti", password)
    assert "DEMO-METI-001" in page
    assert "DEMO-AMED-001" not in page, "another body's"
    wait_for(lambda: json.loads(Browser(port).get("/readyz"))["status"] == "ready", command.log)

    command.process.send_signal(signal.SIGTERM)
    assert command.end() == 0
    assert command.printed.endswith("\nEnded.\n")
    assert command.left() == {}


def test_what_is_killed_is_started_again_with_a_line_that_says_so(serve: Start, port: int, state: Path) -> None:
    command = serve()
    command.wait_for(address(port))
    before = {service: wait_until_up(command, service) for service in LOOKS}
    for processes in before.values():
        (leader,) = (number for number in processes if os.getpgid(number) == number)
        os.kill(leader, signal.SIGKILL)
    for service, processes in before.items():
        command.wait_for(f"{service} ended with -9; starting it again.\n")
        assert not processes & wait_until_up(command, service), "no child of the dead process stays"
    wait_for(lambda: json.loads(Browser(port).get("/readyz"))["status"] == "ready", command.log)
    assert "Connection in use" not in command.printed

    command.press_ctrl_c()
    assert command.end() == 0
    assert "Traceback" not in command.printed
    assert command.left() == {}


def test_an_interruption_while_it_prepares_ends_with_one_line_and_the_next_run_goes_on(
    serve: Start, tmp_path: Path
) -> None:
    said = "\nStopped before everything was set up. Run the same command to continue.\n"
    migrating = serve()
    wait_for((tmp_path / "var" / "policyengine.sqlite3").exists, migrating.log)
    migrating.press_ctrl_c()
    assert migrating.end() == 130
    assert migrating.printed.endswith(said)
    assert "Traceback" not in migrating.printed
    assert migrating.left() == {}

    demonstrating = serve()
    demonstrating.wait_for("Upgraded in")  # the tables are made and seeded
    demonstrating.process.send_signal(signal.SIGHUP)  # the terminal was closed
    assert demonstrating.end() == 130
    assert demonstrating.printed.endswith(said)
    assert "Traceback" not in demonstrating.printed
    assert demonstrating.left() == {}


def test_a_port_that_is_taken_is_named_before_anything_is_done(serve: Start, port: int, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        command = serve()
        assert command.end() == 1
    wanted = (
        f"Port {port} is in use. Stop the program that listens there, or choose another: make run PORT={port + 1}\n"
    )
    assert command.printed == wanted
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("given", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(serve: Start, given: str) -> None:
    command = serve(PORT=given)
    assert command.end() == 1
    assert command.printed == f"PORT is {given!r}. Give a number from 1 to 65535: make run PORT=8001\n"


def test_a_step_that_fails_is_named_and_nothing_is_served(serve: Start, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "policyengine.sqlite3").write_text("not a database, however one looks at it", encoding="utf-8")
    command = serve()
    assert command.end() == 1
    assert command.printed.endswith("`manage.py upgrade` failed with exit 1; see above.\n")
    assert command.left() == {}
