"""An outage of the database costs no case anything: it is given back uncounted, and its messages wait."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg.errors
import pytest
from celery.app.trace import build_tracer
from celery.exceptions import Reject
from django.db import OperationalError
from django.utils import timezone

from institutions.codes.wording import code_words
from institutions.drafts.name_searches import NAME_SEARCHES
from institutions.imports.claim import IMPORTS
from institutions.jobs import pausing, returning
from institutions.jobs.kind import JobKind
from institutions.jobs.returning import MOST_RETURNS, returner
from institutions.models import JobReturn, JobSweep
from policyengine.celery import app
from rules.assessing.claim import ASSESSMENTS, claim
from rules.assessing.failures import error_of
from rules.assessing.retry import retry_assessment
from rules.assessing.sweep import sweep_assessments
from rules.assessing.tasks import assess
from rules.commission.sittings import SITTINGS
from rules.messages.mail.outbox import MAILS
from rules.messages.webhooks.outbox import DELIVERIES
from rules.models import Assessment, State
from rules.process_files.claim import COMPARISONS, PROCESS_FILES
from rules.reorganising.preview_jobs import PREVIEW_RANGES
from rules.review.erasing.preview_job import PREVIEWS
from rules.screening.claim import SCREENINGS
from rules.screening.ranges import RANGES
from rules.watching.kinds import WATCHED
from rules.workshop.trials import TRIALS
from tests.rules.assessing.documents import ask_for, asked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("meti")]


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[UUID]]:
    """Yield the rows that the workers are notified of; pauses are short, and end with the test."""
    rows: list[UUID] = []

    def take(_task: str, row: UUID, *, queue: str) -> bool:
        rows.append(row)
        return bool(queue)

    monkeypatch.setattr("institutions.jobs.dispatch.send_task", take)
    monkeypatch.setattr(returning, "send_sweeps", lambda: None)
    monkeypatch.setattr(returning, "SHORTEST_PAUSE", 0.01)
    monkeypatch.setattr(returning, "LONGEST_PAUSE", 0.01)
    monkeypatch.setattr(pausing, "LONGEST_PAUSE", 5.0)
    yield rows
    assert returner.wait(10)
    returner.met_at = None


def delivered(pk: UUID, queue: str = "") -> Any:
    """Run the task as a worker does with a message; return what became of it."""
    tracer = build_tracer(assess.name, assess, app=app, propagate=False)
    request = {"delivery_info": {"routing_key": queue}, "is_eager": False, "called_directly": False}
    retval = tracer(str(uuid4()), [str(pk)], {}, request).retval
    packed = getattr(retval, "exception", retval)  # by Celery, if it was raised
    return getattr(packed, "exc", packed)


def failing(monkeypatch: pytest.MonkeyPatch, cause: Exception) -> None:
    """Let the database fail while a case is gathered."""

    def fail(*_given: Any) -> Any:
        raise OperationalError(str(cause)) from cause

    monkeypatch.setattr("rules.assessing.attempt.gather_cases", fail)


def comes_true(what: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not (found := what()) and time.monotonic() < until:
        time.sleep(0.02)
    return found


def test_a_case_that_met_an_outage_waits_again_uncounted_and_is_sent_at_once(
    monkeypatch: pytest.MonkeyPatch, sent: list[UUID]
) -> None:
    row = asked("P-1")
    sent.clear()
    with monkeypatch.context() as patched:
        failing(patched, psycopg.errors.AdminShutdown("terminating connection"))
        assert isinstance(delivered(row.pk), OperationalError)
    assert comes_true(lambda: Assessment.objects.filter(pk=row.pk, state=State.QUEUED).exists())
    row.refresh_from_db()
    assert (row.expired_leases, row.lease_until, row.error) == (0, None, "")
    assert comes_true(lambda: sent == [row.pk])
    assert JobReturn.objects.get().times == 1
    delivered(row.pk)
    row.refresh_from_db()
    assert row.state == State.DONE
    sweep_assessments()
    assert not JobReturn.objects.exists(), "it has ended"


def test_all_cases_of_a_batch_come_back(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    rows = ask_for(3)
    failing(monkeypatch, psycopg.OperationalError("server closed the connection unexpectedly"))
    delivered(rows[0].pk, f"{settings.CELERY_QUEUE}-waiting")
    assert comes_true(lambda: Assessment.objects.queued().filter(expired_leases=0, attempt=1).count() == 3)
    assert JobReturn.objects.count() == 3


@pytest.mark.parametrize("cause", [psycopg.errors.DeadlockDetected("x"), psycopg.errors.OutOfMemory("x")])
def test_a_deadlock_and_lack_of_memory_are_left_to_the_lease_and_count(
    monkeypatch: pytest.MonkeyPatch, cause: Exception
) -> None:
    row = asked("P-1")
    failing(monkeypatch, cause)
    delivered(row.pk)
    row.refresh_from_db()
    assert row.state == State.RUNNING
    assert not returner.away
    Assessment.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep_assessments()
    row.refresh_from_db()
    assert (row.state, row.expired_leases) == (State.QUEUED, 1)


def test_after_so_many_returns_it_is_set_aside_with_the_true_reason_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, sent: list[UUID]
) -> None:
    row = asked("P-1")
    sent.clear()
    with monkeypatch.context() as patched:
        failing(patched, psycopg.errors.DiskFull("could not extend file"))
        for number in range(MOST_RETURNS):
            assert Assessment.objects.get().state == State.QUEUED, number
            delivered(row.pk)
            assert returner.wait(10)
    row.refresh_from_db()
    assert (row.state, row.expired_leases, row.attempt) == (State.SET_ASIDE, 0, MOST_RETURNS)
    assert len(sent) == returning.SENT_AT_ONCE, "the others waited for the sweep"
    said = error_of(row)
    assert said
    assert said.code == "job.outages"
    assert f"{MOST_RETURNS} attempts" in row.error
    assert "the disk of the database was full" in row.error
    assert "ディスク" in code_words(said, "ja")
    assert row.finished_at is not None
    retry_assessment(row.pk, actor="command")
    delivered(row.pk)
    row.refresh_from_db()
    assert (row.state, row.error, row.error_said) == (State.DONE, "", None)


def test_a_message_that_meets_an_outage_before_its_claim_goes_back_to_the_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = asked("P-1")

    def refuse(*_given: Any, **_named: Any) -> Any:
        raise OperationalError from psycopg.OperationalError("connection refused")

    with monkeypatch.context() as patched:
        patched.setattr("rules.assessing.tasks.claim_with_others", refuse)
        answer = delivered(row.pk)
    assert isinstance(answer, Reject)
    assert answer.args[1], "it is delivered again"
    assert not JobReturn.objects.exists(), "nothing was claimed"


def test_a_pause_is_far_shorter_than_the_time_of_a_task(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pausing, "LONGEST_PAUSE", 20.0)
    settings.ASSESSMENT_SOFT_SECONDS = 90.0
    assert pausing.pause_seconds() == 20.0
    settings.ASSESSMENT_SOFT_SECONDS = 14.0
    assert pausing.pause_seconds() == 3.5, "its message would be lost with the end of its time"


def test_tasks_wait_until_the_database_takes_writes_again(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.ASSESSMENT_BATCH = 1  # or the first would take the second along
    first, second = ask_for(2)
    monkeypatch.setattr(pausing, "LONGEST_PAUSE", 0.2)
    with monkeypatch.context() as patched:
        failing(patched, psycopg.errors.CannotConnectNow("starting up"))
        patched.setattr(returning, "probe", lambda: (_ for _ in ()).throw(OperationalError("away")))
        delivered(first.pk)
        began = time.monotonic()
        assert isinstance(delivered(second.pk), Reject)
        assert time.monotonic() - began >= 0.2, "its message is not burnt in a moment"
        assert Assessment.objects.get(pk=second.pk).attempt == 0
    assert returner.wait(10)
    delivered(second.pk)
    assert Assessment.objects.get(pk=second.pk).state == State.DONE


def lapse(row: Assessment, *, ago: timedelta) -> None:
    """Claim a row as a worker that died since; its lease lapsed so long ago."""
    assert claim(row.pk)
    Assessment.objects.filter(pk=row.pk).update(lease_until=timezone.now() - ago)


def test_a_lease_that_lapsed_while_nobody_swept_is_not_counted() -> None:
    row = asked("P-1")
    lapse(row, ago=timedelta(minutes=2))
    JobSweep.objects.create(task="rules.assess", at=timezone.now() - timedelta(minutes=10))
    assert sweep_assessments().returned == 1
    row.refresh_from_db()
    assert (row.state, row.expired_leases) == (State.QUEUED, 0)
    assert JobReturn.objects.get().times == 1
    lapse(row, ago=timedelta(seconds=1))
    sweep_assessments()
    row.refresh_from_db()
    assert row.expired_leases == 1, "sweeps run again, so this worker was lost"


def test_a_lease_that_lapsed_before_the_last_sweep_counts_however_long_nobody_swept() -> None:
    row = asked("P-1")
    lapse(row, ago=timedelta(minutes=20))
    JobSweep.objects.create(task="rules.assess", at=timezone.now() - timedelta(minutes=10))
    sweep_assessments()
    row.refresh_from_db()
    assert row.expired_leases == 1


def test_a_clock_that_was_set_back_keeps_no_case_waiting(sent: list[UUID]) -> None:
    held, told = ask_for(2)
    assert claim(held.pk)
    later = timezone.now() + timedelta(hours=3)
    Assessment.objects.filter(pk=held.pk).update(lease_until=later)
    Assessment.objects.filter(pk=told.pk).update(told_at=later)
    JobSweep.objects.create(task="rules.assess", at=later)
    sent.clear()
    sweep_assessments()
    held.refresh_from_db()
    assert held.lease_until
    assert held.lease_until < timezone.now() + timedelta(minutes=5)
    assert sent == [told.pk]


def test_the_last_of_many_lapses_that_nobody_swept_sets_aside_with_the_true_reason() -> None:
    row = asked("P-1")
    lapse(row, ago=timedelta(minutes=2))
    JobSweep.objects.create(task="rules.assess", at=timezone.now() - timedelta(minutes=10))
    JobReturn.objects.create(task="rules.assess", job=str(row.pk), times=MOST_RETURNS - 1, at=timezone.now())
    assert sweep_assessments().set_aside == 1
    row.refresh_from_db()
    said = error_of(row)
    assert (row.state, row.expired_leases, said and said.code) == (State.SET_ASIDE, 0, "job.unswept")
    assert not JobReturn.objects.exists()


SWEEPS: list[tuple[JobKind[Any], str]] = [
    (ASSESSMENTS, "rules.sweep"),
    (IMPORTS, "institutions.sweep_imports"),
    (NAME_SEARCHES, "institutions.sweep_name_searches"),
    (SCREENINGS, "rules.sweep_screenings"),
    (RANGES, "rules.sweep_screenings"),
    (TRIALS, "rules.sweep_rulebook_trials"),
    (SITTINGS, "rules.sweep_sittings"),
    (PREVIEWS, "rules.sweep_erasure_previews"),
    (PROCESS_FILES, "rules.sweep_process_files"),
    (COMPARISONS, "rules.sweep_process_files"),
    (PREVIEW_RANGES, "rules.sweep_reorganisation_previews"),
    (MAILS, "rules.sweep_mails"),
    (DELIVERIES, "rules.sweep_deliveries"),
]


def test_each_kind_of_job_counts_as_unswept_by_the_schedule_of_its_own_sweep() -> None:
    every = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}
    for kind, sweep in SWEEPS:
        assert kind.swept_every() == every[sweep], sweep
    assert {kind.task for kind, _ in SWEEPS} == {each.job.task for each in WATCHED if each.job}


def test_a_lost_worker_counts_although_busy_workers_swept_late() -> None:
    row = asked("P-1")
    lapse(row, ago=timedelta(seconds=1))
    JobSweep.objects.create(task="rules.assess", at=timezone.now() - ASSESSMENTS.lease() + timedelta(seconds=5))
    sweep_assessments()
    row.refresh_from_db()
    assert row.expired_leases == 1
