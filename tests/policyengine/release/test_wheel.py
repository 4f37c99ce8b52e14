"""The wheel of a release: the same bytes from any copy of the program, and a program that runs from its folder."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest

from policyengine.release.pins import ROOT

pytestmark = pytest.mark.bare

PROGRAM: Final = ("institutions", "policyengine", "rules", "docs")
LEFT_OUT: Final = shutil.ignore_patterns("__pycache__", "*.py[co]", ".*_cache")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the wheels made from two copies of the program, which differ in place, times and rights."""
    return [
        wheel_of(copied(tmp_path_factory.mktemp("one"), moment=1_000_000_000, rights=0o700)),
        wheel_of(copied(tmp_path_factory.mktemp("other"), moment=1_700_000_000, rights=0o755)),
    ]


def copied(folder: Path, *, moment: int, rights: int) -> Path:
    """Copy what a clone would have, with times and rights of its own."""
    for each in ROOT.iterdir():
        if each.name in (*PROGRAM, "tests"):
            shutil.copytree(each, folder / each.name, ignore=LEFT_OUT)
        elif each.is_file():
            shutil.copy(each, folder)
    for each in folder.rglob("*"):
        os.utime(each, (moment, moment))
        if each.is_dir():
            each.chmod(rights)
    return folder


def wheel_of(folder: Path) -> Path:
    """Make the wheel of a copy, as `make wheel` does."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", "made"],
        cwd=folder,
        check=True,
        capture_output=True,
        env={name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"},
    )
    (made,) = (folder / "made").glob("*.whl")
    return made


def test_two_copies_of_a_release_give_the_same_bytes(wheels: list[Path]) -> None:
    one, other = (hashlib.sha256(each.read_bytes()).hexdigest() for each in wheels)
    assert one == other
    assert wheels[0].name == wheels[1].name


def test_it_has_every_file_of_the_program(wheels: list[Path]) -> None:
    with zipfile.ZipFile(wheels[0]) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    copy = wheels[0].parents[1]
    wanted = {
        path.relative_to(copy).as_posix() for top in PROGRAM for path in (copy / top).rglob("*") if path.is_file()
    }
    assert wanted - held == set()
    assert {"manage.py", "pyproject.toml", "requirements.txt", "tests/rules/cases/COI-01.yaml"} <= held
    assert {name.split("/")[0] for name in held} <= {
        *PROGRAM, "tests", "manage.py", "pyproject.toml", "README.md", "CHANGELOG.md",
        *(f"requirements{part}.{end}" for part in ("", "-spark", "-traces") for end in ("in", "txt")),
    }  # fmt: skip


def test_the_program_runs_from_the_folder_that_it_is_unpacked_into(wheels: list[Path], tmp_path: Path) -> None:
    program = tmp_path / "program"
    unpack = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--target", str(program)]
    subprocess.run([sys.executable, *unpack, str(wheels[0])], check=True, capture_output=True)
    release = tmp_path / "release.json"
    release.write_text('{"ocid": "ocds-fictional-1", "id": "1", "date": "2026-06-01T00:00:00Z", "tag": ["tender"]}')
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DJANGO_"))},
        "DEBUG": "true",
        "POLICYENGINE_VAR": str(tmp_path / "var"),
    }

    def managed(*arguments: str) -> str:
        command = [sys.executable, str(program / "manage.py"), *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=tmp_path)
        return done.stdout

    assert "no issues" in managed("check")
    assert "Okinawa" in managed("market", "show")
    shown = json.loads(managed("screen_processes", str(release), "--json"))
    assert shown["ocid"] == "ocds-fictional-1"
