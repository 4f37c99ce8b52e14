"""The locks of rows leave their keys free: a commit waits for whoever locks a key of a row that it refers to."""

import ast
from pathlib import Path

import pytest

pytestmark = [pytest.mark.bare, pytest.mark.once]
ROOT = Path(__file__).parents[2]


def locks_of_keys(text: str) -> list[int]:
    """Return the lines of calls of `select_for_update` without `no_key=True`."""
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "select_for_update"
        and not any(each.arg == "no_key" and ast.unparse(each.value) == "True" for each in call.keywords)
    ]


def test_no_lock_of_a_row_keeps_others_from_referring_to_it() -> None:
    paths = [path for app in ("institutions", "rules", "policyengine") for path in (ROOT / app).rglob("*.py")]
    found = {str(path.relative_to(ROOT)): lines for path in paths if (lines := locks_of_keys(path.read_text()))}
    assert len(paths) > 100
    assert not found, "a lock without no_key=True waits for, and is waited for by, rows that refer to its row"


def test_a_lock_of_the_whole_row_is_found() -> None:
    assert locks_of_keys("rows.select_for_update().get()\nrows.select_for_update(no_key=True, skip_locked=True)") == [1]
