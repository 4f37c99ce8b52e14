"""The queues as they are watched: age, limit, lost workers and rows set aside, of each kind of work."""

import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import Partnership
from rules.models import Heartbeat, Screening
from rules.watching.kinds import WATCHED, WatchedKind
from rules.watching.queues import QueueState, oldest_due, queue_states
from rules.watching.recent import ended_since
from tests.every import every, undone
from tests.rules.watching.rows import ROWS, ago, webhook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
ROOT = Path(__file__).resolve().parents[3]
JOB = re.compile(r"^([A-Z_]+): Final\[JobKind\[", re.MULTILINE)
LIMITED = [each for each in WATCHED if each.late]
JOBS = [each for each in WATCHED if each.job]


def state_of(name: str) -> QueueState:
    """Return the state of one kind."""
    (found,) = [each for each in queue_states(timezone.now()) if each.kind.name == name]
    return found


def test_each_kind_of_job_of_the_program_is_watched() -> None:
    declared = {
        getattr(import_module(str(path.relative_to(ROOT).with_suffix("")).replace("/", ".")), name).task
        for package in ("institutions", "rules")
        for path in (ROOT / package).rglob("*.py")
        for name in JOB.findall(path.read_text(encoding="utf-8"))
    }
    assert {each.job.task for each in JOBS if each.job} == declared
    assert {each.name for each in WATCHED} == ROWS.keys()


@every("kind", LIMITED, name=lambda each: each.name, within=undone)
def test_a_row_that_waits_longer_than_its_limit_is_late(kind: WatchedKind) -> None:
    assert kind.late
    limit = kind.late.total_seconds()
    make = ROWS[kind.name]
    make(ago(limit - 20))
    make(ago(1))
    early = oldest_due(timezone.now())
    assert limit - 20 <= (early.seconds(kind.name) or 0) <= limit - 10
    assert (early.late, state_of(kind.name).waiting) == ((), 2)
    make(ago(limit + 20))
    late = oldest_due(timezone.now())
    assert (late.seconds(kind.name) or 0) >= limit + 20
    assert [each.name for each in late.late] == [kind.name]


def test_messages_about_a_partnership_that_was_restricted_since_are_in_no_number() -> None:
    about = ROWS["assessments"](ago(1)).partnership
    delivery, now = ROWS["webhooks"], timezone.now()
    delivery(ago(1))
    delivery(ago(900), partnership=about)
    delivery(ago(1), partnership=about, state="sending", lease_until=ago(1))
    delivery(ago(1), partnership=about, state="set_aside")
    delivery(ago(1), partnership=about, state="delivered", delivered_at=now)

    def numbers() -> tuple[int, int, int, int, int]:
        found = state_of("webhooks")
        ended = sum(ended_since(ago(60))["webhooks"].values())
        return found.waiting, found.running, found.overdue, found.set_aside, ended

    assert numbers() == (2, 1, 1, 1, 1)
    assert (oldest_due(timezone.now()).seconds("webhooks") or 0) >= 900
    Partnership.objects.update(secret=True)
    assert numbers() == (1, 0, 0, 0, 0)
    assert (oldest_due(timezone.now()).seconds("webhooks") or 0) < 900


@every("kind", JOBS, name=lambda each: each.name, within=undone)
def test_rows_that_lost_their_worker_and_those_set_aside_are_counted(kind: WatchedKind) -> None:
    assert kind.job
    make, job = ROWS[kind.name], kind.job
    why = {"error": "why"} if hasattr(job.model, "error") else {}
    make(ago(60), state=job.set_aside, **why)
    make(ago(60), state=job.running, lease_until=ago(5))
    before = state_of(kind.name)
    counted = (before.waiting, before.overdue, before.set_aside)
    assert counted == (0, 1, 1)
    row = job.running_rows().filter(lease_until__lt=timezone.now())
    row.update(lease_until=timezone.now() + timedelta(minutes=1))
    after = state_of(kind.name)
    assert (after.running, after.overdue) == (before.running, 0)


def test_what_may_not_be_taken_yet_is_not_late() -> None:
    ROWS["mails"](timezone.now() + timedelta(hours=6))
    ROWS["webhooks"](ago(10_000))
    resting = webhook()
    resting.resting_until = timezone.now() + timedelta(minutes=5)
    resting.save()
    Screening.objects.create(rulebook="0" * 64, seed="s", one_in=1, state="running", lease_until=timezone.now())
    ROWS["screenings"](ago(10_000))
    found = oldest_due(timezone.now())
    assert (found.since, found.late) == ({}, ())
    assert (state_of("mails").waiting, state_of("webhooks").waiting, state_of("screenings").waiting) == (1, 1, 1)


def test_the_clock_runs_while_the_sweep_does() -> None:
    assert not oldest_due(timezone.now()).clock_runs
    Heartbeat.objects.create(name="sweep", at=ago(5))
    assert oldest_due(timezone.now()).clock_runs
    Heartbeat.objects.update(at=ago(600))
    assert not oldest_due(timezone.now()).clock_runs


def test_the_number_of_queries_does_not_depend_on_what_waits() -> None:
    assert queries() == (3, 1)
    for make in ROWS.values():
        for _ in range(3):
            make(ago(5))
    assert queries() == (3, 1)


def queries() -> tuple[int, int]:
    """Count the queries of the oldest rows and of the counts."""
    with CaptureQueriesContext(connection) as oldest:
        oldest_due(timezone.now())
    with CaptureQueriesContext(connection) as counts:
        queue_states(timezone.now())
    return len(oldest), len(counts)
