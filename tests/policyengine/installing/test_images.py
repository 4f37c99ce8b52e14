"""The image holds what the program reads, and its services start what the units start.

No engine builds it here: its files are copied as its last stage copies them, and its commands are compared.
"""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from institutions.values.pdf_requirements import PACKAGES
from tests.policyengine.installing.units import SERVICES, read_unit, variables
from tests.policyengine.project_documents import ROOT

pytestmark = pytest.mark.bare

FOLDER: Final = ROOT / "docs/installing"
OURS: Final = {"policyengine", "institutions", "rules"}  # what of a path in a source leads to other folders
OTHERS: Final = re.compile(r'(?:BASE_DIR|parents\[\d\]) / "(docs|tests)" / "(\w+)"(?: / "(\w+)")?')
COMPOSE: Final = shutil.which("docker-compose")


@pytest.fixture(scope="module")
def steps() -> list[list[str]]:
    """Return the words of each instruction of the image."""
    text = re.sub(r" *\\\n", " ", (FOLDER / "Containerfile").read_text(encoding="utf-8"))
    return [shlex.split(line) for line in text.splitlines() if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """Return the services of compose.yaml, each with what it takes over from another place."""
    read: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return read


def test_services_start_what_units_start(services: dict[str, Any], steps: list[list[str]]) -> None:
    assert ["ENTRYPOINT", "[/opt/screening/.venv/bin/python]"] in steps
    for name in SERVICES:
        unit = read_unit(name)
        _python, *words = unit.command("ExecStart", variables("\n".join(unit.values["Environment"])))
        assert services[name]["command"] == words
        assert float(unit.one("TimeoutStopSec")) <= float(services[name]["stop_grace_period"].removesuffix("s"))
    assert steps[-1] == ["CMD", *shlex.split(f"[{', '.join(services['web']['command'])}]")]


def test_images_of_others_have_a_version(services: dict[str, Any], steps: list[list[str]]) -> None:
    images = [each["image"] for each in services.values() if each["image"] != "screening"]
    images += [base for word, base in (step[:2] for step in steps) if word == "ARG"]
    assert len(images) == 3
    for image in images:
        assert re.fullmatch(r"(?:BASE=)?[a-z]+:\d+(?:-slim)?", image)


def test_services_may_do_little(services: dict[str, Any]) -> None:
    for name in (*SERVICES, "prepare"):
        held = services[name]
        assert held["read_only"]
        assert held["cap_drop"] == ["ALL"]
        assert held["security_opt"] == ["no-new-privileges:true"]
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"], "a proxy asks, and nobody else"


def test_the_image_has_what_reports_need_and_no_compiler(steps: list[list[str]]) -> None:
    first, second, last = (index for index, step in enumerate(steps) if step[0] == "FROM")
    installed = {word for step in steps[first:second] for word in step}
    assert set(PACKAGES.split()) <= installed
    assert "build-essential" not in installed
    assert "build-essential" in {word for step in steps[second:last] for word in step}
    assert ["USER", "screening"] in steps[last:]


def test_the_files_that_it_copies_are_enough(steps: list[list[str]], tmp_path: Path) -> None:
    last = max(index for index, step in enumerate(steps) if step[0] == "FROM")
    for _copy, *sources, target in (step for step in steps[last:] if step[0] == "COPY" and "--from" not in step[1]):
        for source in sources:
            path, place = ROOT / source, tmp_path / target
            if path.is_dir():
                shutil.copytree(path, place)
            else:
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, place)
    named = set()
    for path in (path for top in sorted(OURS) for path in (ROOT / top).rglob("*.py")):
        for parts in OTHERS.findall(path.read_text(encoding="utf-8")):
            named.add("/".join(each for each in parts if each))
    assert len(named) >= 3
    assert [each for each in sorted(named) if not (tmp_path / each).exists()] == []
    environment = {"DEBUG": "true", "POLICYENGINE_VAR": str(tmp_path / "var"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "gunicorn", "--config", "policyengine/gunicorn.conf.py", "--check-config"]
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr


@pytest.mark.skipif(COMPOSE is None, reason="Docker Compose is not installed")
def test_compose_reads_its_file() -> None:
    secrets = {"DATABASE_PASSWORD": "of this test", "BROKER_PASSWORD": "of this test"}
    command = [str(COMPOSE), "-f", str(FOLDER / "compose.yaml"), "config", "--quiet"]
    said = subprocess.run(command, env=secrets, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    said = subprocess.run(command, env={}, capture_output=True, text=True)
    assert "PASSWORD is missing" in said.stderr, "no password that is published is used"
