"""A copy of the seed files that a test may edit."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from institutions.seeding.folder import DATA

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a copy of the seed files."""
    for path in DATA.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Return a function that replaces a text found once: `edit("bodies.yaml", "kind: ministry", "kind: other")`."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} comes {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
