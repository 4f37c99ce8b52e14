"""After the return of the broker nothing waits for the next sweep of the schedule."""

from types import SimpleNamespace
from typing import Any

import pytest

from institutions.jobs import dispatch
from policyengine.celery import app
from policyengine.reconnecting import FIRST_RETRY, LONGEST_RETRY, SWEEP, SweepAfterLoss, retry_soon
from rules.assessing.tasks import sweep_task

SENT = list[tuple[float, list[str]]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> SENT:
    """Return the sweeps that a worker sends: after how many seconds, and with which moment."""
    found: SENT = []

    def take(task: str, moment: list[str], **_options: Any) -> None:
        assert task == SWEEP
        found.append((0.0, moment))

    monkeypatch.setattr(app, "send_task", take)
    return found


def test_a_worker_that_has_the_broker_again_sends_a_sweep_at_once_and_each_second_while_others_may_be_quiet(
    sent: SENT,
) -> None:
    later: list[float] = []
    timer = SimpleNamespace(call_after=lambda seconds, _call, _given: later.append(seconds))
    consumer: Any = SimpleNamespace(app=app, timer=timer)
    step = SweepAfterLoss(consumer)
    step.start(consumer)
    assert (sent, later) == ([], []), "its first connection"
    step.stop(consumer)
    step.start(consumer)
    ((_at, moment),) = sent
    assert len(moment) == 1, "with the moment of the loss: what was sent before may be lost"
    gaps = [after - before for before, after in zip([0.0, *later], later, strict=False)]
    assert max(gaps) <= 1
    assert later[-1] > dispatch.QUIET_SECONDS


def test_the_broker_is_looked_for_each_second() -> None:
    asked: dict[str, float] = {}
    connection: Any = SimpleNamespace(ensure_connection=lambda **given: asked.update(given))
    retry_soon(connection).ensure_connection()
    assert asked["interval_max"] == LONGEST_RETRY <= 1
    assert asked["interval_start"] == FIRST_RETRY <= LONGEST_RETRY


@pytest.mark.django_db
def test_whoever_gets_a_message_sends_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch.trouble, "until", float("inf"))
    of_message: dict[str, Any] = {"called_directly": False, "is_eager": False}
    sweep_task.push_request(**of_message)
    try:
        sweep_task()
    finally:
        sweep_task.pop_request()
    assert dispatch.trouble.until == 0
