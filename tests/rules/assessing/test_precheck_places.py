"""A web process makes one large precheck at a time; small ones never wait."""

import pytest

from rules.assessing import precheck_places
from rules.assessing.precheck_places import LARGE, PrecheckBusyError, precheck_place


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precheck_places, "WAIT_SECONDS", 0)


def test_a_second_large_precheck_is_refused_while_the_first_runs_and_a_small_one_is_not() -> None:
    with precheck_place(LARGE + 1):
        with (
            pytest.raises(PrecheckBusyError, match="Another large document"),
            precheck_place(LARGE + 1),
        ):
            pass
        with precheck_place(LARGE):
            pass
    with precheck_place(LARGE + 1):
        pass


def test_a_precheck_that_fails_gives_its_place_back() -> None:
    with pytest.raises(ZeroDivisionError), precheck_place(LARGE + 1):
        raise ZeroDivisionError
    with precheck_place(LARGE + 1):
        pass
