"""The progress of a command: a bar at a terminal; in a file a line every so often, if the command asks for it."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from institutions.management import progress
from institutions.management.progress import MANY, SECONDS_BETWEEN_LINES, Progress


class Clock:
    """A clock that stands until it is set."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def test_a_file_gets_a_line_after_many_records_and_after_some_time(clock: Clock) -> None:
    file = StringIO()
    shown = Progress(OutputWrapper(file), 0, lines=True)
    for done in (200, 800, MANY, MANY + 200):
        shown.move_to(done, 5_000)
    assert file.getvalue() == "1,000 of 5,000 done\n"
    clock.now = SECONDS_BETWEEN_LINES
    shown.move_to(MANY + 400, 5_000)
    shown.move_to(MANY + 600, 5_000)
    shown.clear()
    assert file.getvalue().splitlines() == ["1,000 of 5,000 done", "1,400 of 5,000 done"]


def test_a_command_that_does_not_ask_for_lines_writes_nothing_into_a_file() -> None:
    file = StringIO()
    shown = Progress(OutputWrapper(file), 5_000)
    shown.move_to(5_000)
    assert file.getvalue() == ""
