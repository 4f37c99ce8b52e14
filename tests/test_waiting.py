"""A wait ends when its event comes, goes on while something changes, and fails once nothing does."""

import itertools
import time

import pytest

from tests.waiting import slowness, wait_while_it_gets_on

pytestmark = pytest.mark.bare
PATIENCE = 0.3


def test_a_busy_machine_is_waited_for_as_many_times_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for load, times in ((0.4, 1), (2, 1), (6, 3)):
        monkeypatch.setattr("os.getloadavg", lambda load=load: (load, 0, 0))
        assert slowness() == times


def test_it_goes_on_far_beyond_its_patience_while_something_changes() -> None:
    steps, end = itertools.count(), time.monotonic() + 4 * PATIENCE
    wait_while_it_gets_on(
        lambda: time.monotonic() > end, progress=lambda: next(steps), printed=lambda: "", patience=PATIENCE
    )


def test_it_fails_with_what_was_printed_once_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (0, 0, 0))
    with pytest.raises(AssertionError, match=r"nothing changed for 0.3 seconds and more: \{'done': 3\}\nlast words"):
        wait_while_it_gets_on(
            lambda: False, progress=lambda: {"done": 3}, printed=lambda: "last words", patience=PATIENCE
        )


def test_what_is_so_is_not_waited_for() -> None:
    wait_while_it_gets_on(lambda: True, progress=lambda: 0, printed=lambda: "", patience=0)
