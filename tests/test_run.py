"""`make test` runs every test once: what one of its commands leaves out another takes."""

import re

import pytest
from _pytest.mark.expression import Expression

from tests.run import GROUPS, SELECTION, TESTS, both, files_of, selections

pytestmark = pytest.mark.bare
MARKS = ("bare", "browser", "worker", "requests")
KINDS = [tuple(mark for place, mark in enumerate(MARKS) if number >> place & 1) for number in range(2 ** len(MARKS))]


@pytest.mark.parametrize("only", SELECTION)
@pytest.mark.parametrize("marks", KINDS, ids=str)
def test_a_test_is_run_by_one_command_if_it_is_wanted_and_by_none_if_not(only: str, marks: tuple[str, ...]) -> None:
    def has(name: str, /, **_kwargs: object) -> bool:
        return name in marks

    def takes(expression: str) -> bool:
        return not expression or Expression.compile(expression).evaluate(has)

    assert sum(takes(each) for each in selections(SELECTION[only])) == takes(SELECTION[only])


def test_a_mark_of_a_group_stands_in_the_file_of_its_tests() -> None:
    """A group imports only files in which its mark is written: none comes from elsewhere but from whole runs."""
    marked = re.compile(rf"\bmark\.({'|'.join(GROUPS)})\b")
    paths = [path for path in TESTS.rglob("*.py") if not path.stem.endswith("_in_full")]
    files = {str(path) for path in paths if marked.search(path.read_text(encoding="utf-8"))}
    assert files == {path for group in GROUPS for path in files_of(group)}
    assert len(files) > 20


def test_random_requests_have_no_mark_that_keeps_them_from_postgresql() -> None:
    """`.ci/run` leaves them out on SQLite: what keeps a test from PostgreSQL would keep these from both."""
    paths = [path for path in TESTS.rglob("test_*.py") if path.name != "test_run.py"]
    texts = {str(path.relative_to(TESTS)): path.read_text(encoding="utf-8") for path in paths}
    marked = {name: text for name, text in texts.items() if "mark.requests" in text}
    assert len(marked) >= 3
    assert [name for name, text in marked.items() if re.search(r"\bmark\.(bare|browser|once)\b", text)] == []


def test_two_expressions_are_kept_apart() -> None:
    assert both("a", "") == "a"
    assert both("a or b", "c or d") == "(a or b) and (c or d)"
