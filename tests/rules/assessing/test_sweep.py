"""The sweeper finds what nobody works on, and never brings two queued rows to one partnership."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.jobs.sweeping import SweptJobs
from institutions.models import AuditEvent
from rules.assessing.claim import claim, give_back
from rules.assessing.retry import RetryRefusedError, retry_assessment
from rules.assessing.sweep import sweep_assessments
from rules.models import Assessment, Heartbeat, State
from tests.rules.assessing.documents import ask_for, asked

pytestmark = pytest.mark.usefixtures("meti", "told")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the rows that the workers were told of; the broker takes everything."""
    rows: list[object] = []

    def take(_task: str, pk: object, *, queue: str) -> bool:
        rows.append(pk)
        return True

    monkeypatch.setattr("institutions.jobs.dispatch.send_task", take)
    return rows


def lose_the_worker(row: Assessment) -> None:
    """Claim the row, as a worker that then dies."""
    assert claim(row.pk) is not None
    Assessment.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_row_whose_lease_is_over_is_queued_again_and_counted(told: list[object]) -> None:
    row = asked("P-1")
    lose_the_worker(row)
    assert sweep_assessments() == SweptJobs(returned=1, set_aside=0, sent=1)
    row.refresh_from_db()
    assert (row.state, row.expired_leases, row.worker) == (State.QUEUED, 1, "")
    assert told == [row.pk]


def test_a_row_whose_lease_holds_is_left_alone() -> None:
    row = asked("P-1")
    claim(row.pk)
    assert sweep_assessments() == SweptJobs(returned=0, set_aside=0, sent=0)


def test_two_expired_leases_set_a_case_aside_where_a_person_can_retry() -> None:
    row = asked("P-1")
    lose_the_worker(row)
    sweep_assessments()
    lose_the_worker(row)
    assert sweep_assessments().set_aside == 1
    row.refresh_from_db()
    assert row.state == State.SET_ASIDE
    assert "manage.py assess --retry" in row.error

    assert retry_assessment(row.pk, actor="command").state == State.QUEUED
    row.refresh_from_db()
    assert (row.expired_leases, row.error, row.finished_at) == (0, "", None)
    event = AuditEvent.objects.get(verb="retried")
    assert (event.actor, event.object, event.before) == ("command", f"assessment:{row.pk}", {"state": "set_aside"})
    with pytest.raises(RetryRefusedError, match="has failed or was set aside"):
        retry_assessment(row.pk, actor="command")


def test_what_a_stopping_worker_gave_back_is_not_counted() -> None:
    row = asked("P-1")
    for _ in range(3):
        taken = claim(row.pk)
        assert taken is not None
        give_back(taken.rows())
        sweep_assessments()
    row.refresh_from_db()
    assert (row.state, row.attempt, row.expired_leases) == (State.QUEUED, 3, 0)


def test_an_expired_lease_waits_while_another_row_of_the_partnership_is_queued() -> None:
    row = asked("P-1")
    lose_the_worker(row)
    newer = asked("P-1", revision=2)
    assert sweep_assessments().returned == 0
    row.refresh_from_db()
    assert (row.state, row.expired_leases) == (State.RUNNING, 0)

    claim(newer.pk)
    assert sweep_assessments().returned == 1
    row.refresh_from_db()
    assert (row.state, row.expired_leases) == (State.QUEUED, 1)


def test_a_queued_row_is_told_of_again_when_that_was_long_ago_or_failed(told: list[object]) -> None:
    fresh, old, never = ask_for(3)
    Assessment.objects.filter(pk=old.pk).update(told_at=timezone.now() - timedelta(minutes=5))
    Assessment.objects.filter(pk=never.pk).update(told_at=None)
    assert sweep_assessments().sent == 2
    assert told == [old.pk, never.pk]
    assert sweep_assessments().sent == 0, "it is not sent again right away"
    assert Assessment.objects.get(pk=fresh.pk).state == State.QUEUED


def test_the_sweeper_stops_sending_when_the_broker_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    ask_for(3)
    Assessment.objects.update(told_at=None)
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: False)
    assert sweep_assessments().sent == 0
    assert Assessment.objects.filter(told_at=None).count() == 3


def test_each_sweep_leaves_its_beat() -> None:
    sweep_assessments()
    assert Heartbeat.objects.get(name="sweep").at > timezone.now() - timedelta(seconds=10)
