"""Copies of the rulebook's folder, with something changed in them."""

import shutil
from pathlib import Path

from rules.engine.loading.rulebook_in_force import FOLDER


def copied(folder: Path) -> Path:
    """The rulebook as it is, in a folder of its own."""
    for name in ("rulebook", "parameters"):
        shutil.copytree(FOLDER / name, folder / name)
    shutil.copy(FOLDER / "laws.yaml", folder)
    return folder


def rewritten(file: Path, before: str, after: str) -> None:
    """Change a text that stands in the file once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name}: {before}"
    file.write_text(text.replace(before, after), encoding="utf-8")


def rule_file(folder: Path, code: str) -> Path:
    """The file of a rule."""
    return next(folder.glob(f"rulebook/*/{code}_*.yaml"))
