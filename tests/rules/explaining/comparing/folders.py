"""Copies of the rulebook's folder, with something changed in them."""

import shutil
from pathlib import Path

from rules.engine.loading.program_rulebook import FOLDER


def copied(folder: Path) -> Path:
    """Copy the rulebook to a folder, and return it."""
    for name in ("rulebook", "parameters"):
        shutil.copytree(FOLDER / name, folder / name)
    shutil.copy(FOLDER / "laws.yaml", folder)
    return folder


def rewritten(file: Path, before: str, after: str) -> None:
    """Replace a text that occurs once in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name}: {before}"
    file.write_text(text.replace(before, after), encoding="utf-8")


def rule_file(folder: Path, code: str) -> Path:
    """Return the file of a rule."""
    return next(folder.glob(f"rulebook/*/{code}_*.yaml"))
