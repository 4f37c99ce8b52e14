"""A change of more cases than it queues itself, with real workers and a broker: each case is assessed again, once."""

import os
import signal
import subprocess

import pytest
from django.db.models import Count

from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.models import Company
from rules.assessing.attempt import run_assessments
from rules.assessing.claim import claim_with_others
from rules.assessing.request import WOKEN_ON_COMMIT
from rules.assessing.walking import open_walks
from rules.models import Assessment, State, Trigger
from tests.rules.assessing.changing import bare, company, key, of, register
from tests.rules.assessing.workers import Fleet, kill, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.server,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
]
CASES = WOKEN_ON_COMMIT + 10
STATED = "guidance"


@pytest.fixture
def hikari(meti: object, digital_agency: object) -> Company:
    """Return the partner of all cases, after the first assessment of each."""
    partner = company("Hikari Magnetics (fictional)")
    with leave_notifying_to_sweep():
        for number in range(CASES):
            register(bare(f"T-{number:03}", **of(partner)))
    while first := Assessment.objects.queued().first():
        run_assessments(claim_with_others(first.pk, others=49))
    assert Assessment.objects.filter(state=State.DONE).count() == CASES
    return partner


def state_measure(partner: Company) -> None:
    """State a measure about the partner of all cases, in a case of another company."""
    measure = {"kind": "measure", "body": "METI", "type": STATED, "on": "2026-01-05", "company": key(partner)}
    register(bare("X-1", measure))


def is_over() -> bool:
    """Return whether no walk is open and no assessment waits or runs."""
    return not (open_walks().exists() or Assessment.objects.exclude(state=State.DONE).exists())


def check_each_once() -> None:
    """Check that each case has one newer result, and that it knows the change."""
    again = Assessment.objects.filter(trigger=Trigger.REGISTER_CHANGED)
    assert again.count() == CASES
    assert set(again.values_list("partnership").annotate(times=Count("pk")).values_list("times", flat=True)) == {1}
    for row in again.select_related("snapshot"):
        assert row.snapshot
        assert STATED in row.snapshot.content


def test_a_walk_that_workers_hear_of_on_commit_reaches_every_case(fleet: Fleet, hikari: Company) -> None:
    state_measure(hikari)
    assert open_walks().count() == 1
    assert not Assessment.objects.filter(trigger=Trigger.REGISTER_CHANGED).exists(), "the change itself queues none"
    fleet.worker()
    wait_for(lambda: not open_walks().exists(), log=fleet.log)
    fleet.beat()
    wait_for(is_over, log=fleet.log)
    check_each_once()


def kill_in_a_walk(worker: subprocess.Popen[bytes]) -> int:
    """Kill a worker between the first and the last range of a walk; return how far the walk had come.

    It is stopped first, so that the walk cannot end between the look and the kill.
    """
    places: list[int] = []

    def is_on_the_way() -> bool:
        os.killpg(worker.pid, signal.SIGSTOP)
        place = open_walks().values_list("walk_after", flat=True).get()
        if place:
            places.append(place)
            return True
        os.killpg(worker.pid, signal.SIGCONT)
        return False

    wait_for(is_on_the_way)
    kill(worker)
    return places[0]


def test_a_walk_whose_worker_is_killed_on_the_way_goes_on_and_reaches_every_case(fleet: Fleet, hikari: Company) -> None:
    state_measure(hikari)
    walk = open_walks().get()
    first = fleet.worker(TEST_RANGE="10", TEST_SECONDS_A_RANGE="0.3", TEST_SECONDS_A_CASE="0.01")
    place = kill_in_a_walk(first)
    walk.refresh_from_db()
    assert walk.walk_after is not None
    assert walk.walk_after >= place > 0
    queued = Assessment.objects.filter(trigger=Trigger.REGISTER_CHANGED).count()
    assert 0 < queued < CASES
    fleet.beat()
    fleet.worker()
    wait_for(is_over, log=fleet.log)
    check_each_once()
