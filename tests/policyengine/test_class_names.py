"""One class name, one thing: whoever reads a name need not look where it was imported from."""

import ast
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings

pytestmark = pytest.mark.bare

ROOT: Final = Path(settings.BASE_DIR)
PACKAGES: Final = ("institutions", "rules", "policyengine")
# Django finds a command by the class `Command` of its module, and a late command its work by the class `Work`.
BY_CONVENTION: Final = {"Command", "Work"}


def test_no_class_name_stands_for_two_things() -> None:
    places = defaultdict(list)
    for path in (found for package in PACKAGES for found in (ROOT / package).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name not in BY_CONVENTION:
                places[node.name].append(path.relative_to(ROOT).as_posix())
    assert len(places) > 1_000, "the classes were found"
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
