"""The image holds what the program reads, and its services start what the units start.

No engine builds it here: the steps of each stage are done one by one, as far as they change nothing of this machine.
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
ADDUSER: Final = Path("/usr/sbin/adduser")
OF_DEBIAN: Final = "/usr/bin/python3"
HAS_LISTS: Final = Path("/etc/debian_version").exists() and any(Path("/var/lib/apt/lists").glob("*_Packages*"))


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
    copy_files(steps[last:], tmp_path)
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


def test_the_files_of_the_middle_stage_are_enough_to_install(steps: list[list[str]], tmp_path: Path) -> None:
    """Only pip's work is left out, which takes minutes and is what `make install` does in each check of a change."""
    second, last = [index for index, step in enumerate(steps) if step[0] == "FROM"][1:]
    stage = steps[second:last]
    copy_files(stage, tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["install.py", "requirements.txt"]
    assert stage[-1] == ["RUN", "python3", "policyengine/install.py"]
    environment = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    command = [OF_DEBIAN, *stage[-1][2:]]
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (tmp_path / ".venv/bin/pip").exists(), said.stderr
    assert "Installation failed (exit 1) at:" in said.stderr
    assert "--require-hashes" in said.stderr
    assert "No matching distribution found for durable-rules" in said.stderr


@pytest.mark.skipif(not HAS_LISTS, reason="this is not the Debian of the image, or it has no lists of packages")
def test_debian_has_the_packages_of_each_stage(steps: list[list[str]]) -> None:
    """The words of `apt-get install` are understood, and nothing that it names is missing or conflicts."""
    installs = [shlex.join(step).partition("install")[2].split("'&&'")[0] for step in steps if "apt-get" in step]
    assert len(installs) == 2
    command = ["apt-get", "install", "--simulate", *shlex.split(" ".join(installs))]
    said = subprocess.run(command, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr


@pytest.mark.skipif(not ADDUSER.exists(), reason="adduser is not installed")
def test_the_account_of_the_image_is_that_of_the_units_and_adduser_takes_its_options(steps: list[list[str]]) -> None:
    (made,) = (step[1 : step.index("&&")] for step in steps if "adduser" in step[1:2])
    options = [word for word in made if word.startswith("--")]
    assert "--system" in options
    assert {made[-1]} == {read_unit(name).one("User") for name in SERVICES}
    said = subprocess.run([ADDUSER, "--help"], capture_output=True, text=True, check=True)
    assert [each for each in options if each not in said.stdout] == []


def copy_files(stage: list[list[str]], place: Path) -> None:
    """Copy the files of the project as the instructions of a stage do."""
    for _copy, *sources, target in (step for step in stage if step[0] == "COPY" and "--from" not in step[1]):
        for source in sources:
            path, folder = ROOT / source, place / target
            if path.is_dir():
                shutil.copytree(path, folder)
            else:
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, folder)


@pytest.mark.skipif(COMPOSE is None, reason="Docker Compose is not installed")
def test_compose_reads_its_file() -> None:
    secrets = {"DATABASE_PASSWORD": "of this test", "BROKER_PASSWORD": "of this test"}
    command = [str(COMPOSE), "-f", str(FOLDER / "compose.yaml"), "config", "--quiet"]
    said = subprocess.run(command, env=secrets, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    said = subprocess.run(command, env={}, capture_output=True, text=True)
    assert "PASSWORD is missing" in said.stderr, "no password that is published is used"
