"""The two runs of the check of a change together run every test."""

from itertools import product

import pytest
from _pytest.mark.expression import Expression

from tests.run import SELECTION

pytestmark = pytest.mark.bare
MARKS = ("bare", "once", "browser", "worker", "server", "requests")


def is_selected(only: str, marks: dict[str, bool]) -> bool:
    def has_mark(name: str, /, **_: object) -> bool:
        return marks[name]

    return Expression.compile(SELECTION[only]).evaluate(has_mark)


def test_each_test_runs_on_sqlite_or_postgresql() -> None:
    for values in product((False, True), repeat=len(MARKS)):
        marks = dict(zip(MARKS, values, strict=True))
        if marks["requests"] and (marks["bare"] or marks["once"] or marks["browser"]):
            continue  # there is none: random requests need a database, and a run of their own
        assert is_selected("beside", marks) or is_selected("stored", marks), marks
