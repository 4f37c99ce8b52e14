"""The systemd units start what `make run` starts, and systemd finds nothing wrong with them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from institutions.jobs.queues import Queues
from policyengine.serve import list_services
from policyengine.settings import work
from tests.policyengine.installing.units import FOLDER, PROGRAM, SERVICES, TIMED, Unit, read_unit, variables
from tests.policyengine.project_documents import ROOT

pytestmark = pytest.mark.bare

# The most that `systemd-analyze security` may complain of, in tenths: 100 is a service without any protection.
EXPOSURE: Final = 20


def words(unit: Unit, queue: str = "assessments") -> list[str]:
    """Return the command of a unit after the path of its Python."""
    python, *rest = unit.command("ExecStart", {"CELERY_QUEUE": queue})
    assert python == f"{PROGRAM}/.venv/bin/python"
    return rest


def test_units_start_what_make_run_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CELERY_QUEUE", raising=False)
    commands = {each.name: each.command[1:] for each in list_services(8000)}
    assert commands["web"][-2:] == ["--bind", "127.0.0.1:8000"]
    del commands["web"][-2:]  # a unit has it from WEB_BIND
    assert {name: words(read_unit(name)) for name in SERVICES} == commands


@pytest.mark.parametrize("queue", ["assessments", "other"])
def test_every_queue_has_a_worker(queue: str) -> None:
    served = []
    for service in ("worker", "importer"):
        given = words(read_unit(service), queue)
        served += given[given.index("--queues") + 1].split(",")
    assert sorted(served) == sorted(Queues(queue).every)


def test_a_service_has_longer_to_stop_than_its_work_is_given() -> None:
    seconds = {name: float(read_unit(name).one("TimeoutStopSec")) for name in SERVICES}
    assert min(seconds["worker"], seconds["importer"]) > work.WORKER_GRACE_SECONDS
    assert {read_unit(name).one("KillMode") for name in SERVICES} == {"control-group"}


def test_a_service_is_started_again_and_a_timed_one_is_not() -> None:
    assert {read_unit(name).one("Restart") for name in SERVICES} == {"always"}
    for name in TIMED:
        unit = read_unit(name)
        assert (unit.one("Type"), unit.values.get("Restart")) == ("oneshot", None)
        timer = (FOLDER / f"screening-{name}.timer").read_text(encoding="utf-8")
        assert re.search(r"^OnCalendar=.* Asia/Tokyo$", timer, re.MULTILINE)


def test_a_timed_service_runs_the_command_that_its_guide_names() -> None:
    assert words(read_unit("backup")) == ["manage.py", "backup", "/srv/backups"]
    assert read_unit("backup").one("ReadWritePaths") == "-/srv/backups"
    assert words(read_unit("verify")) == ["manage.py", "verify_audit"]
    newest = read_unit("verify-newest").command("ExecStart", {})[-1].replace("$$", "$")
    said = subprocess.run(
        ["/bin/sh", "-c", newest.replace(f"exec {PROGRAM}/.venv/bin/python", "echo")], capture_output=True, text=True
    )
    assert re.fullmatch(r"manage\.py verify_audit --since 20\d\d-\d\d-\d\d", said.stdout.strip())


def test_the_example_of_settings_names_each_once() -> None:
    text = (ROOT / "docs/installing/screening.env").read_text(encoding="utf-8")
    given = variables(text)
    assert len(given) == sum(1 for line in text.splitlines() if line and not line.startswith("#"))
    assert given["SECRET_KEY"] == "", "nobody runs with a key that is published"
    assert given["POLICYENGINE_VAR"] == f"/var/lib/{read_unit('web').one('StateDirectory')}"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_reads_them_without_a_complaint_and_finds_them_protected(tmp_path: Path) -> None:
    units = tmp_path / "units"
    shutil.copytree(FOLDER, units)
    for path in units.glob("*.service"):  # it looks for the program
        path.write_text(path.read_text(encoding="utf-8").replace(f"{PROGRAM}/.venv/bin/python", sys.executable))
    files = sorted(str(path) for path in units.iterdir() if path.is_file())
    assert len(files) == len(SERVICES) + 2 * len(TIMED) + 1
    said = analyze("verify", "--man=no", *files)
    assert (said.returncode, said.stdout + said.stderr) == (0, "")
    services = [path for path in files if path.endswith(".service")]
    said = analyze("security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", *services)
    assert said.returncode == 0, said.stdout


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run systemd-analyze."""
    return subprocess.run(
        ["systemd-analyze", *arguments], env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True
    )
