"""Real workers, killed and stopped: every assessment ends once, whatever happens to the process that holds it."""

import os
import signal
import subprocess
from functools import partial

import pytest
from django.db.models.functions import Length

from institutions.jobs.dispatch import leave_notifying_to_sweep
from rules.assessing.sweep import sweep_assessments
from rules.models import Assessment, PackedOutcomes, State
from tests.rules.assessing.documents import ask_for, asked
from tests.rules.assessing.workers import Fleet, held_by, kill, wait_for

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("meti")]


def all_in(*states: str) -> bool:
    """Return whether every assessment is in one of the states."""
    return not Assessment.objects.exclude(state__in=states).exists()


def are_done(wanted: int) -> bool:
    """Return whether at least so many assessments are done."""
    return Assessment.objects.filter(state=State.DONE).count() >= wanted


def kill_in_the_middle(worker: subprocess.Popen[bytes]) -> list[Assessment]:
    """Kill a worker while it holds cases that no kill has hit before; gives those cases.

    It is stopped first, so that what it holds cannot change between the look and the kill.
    """
    hit: list[Assessment] = []

    def holds_new_cases() -> bool:
        os.killpg(worker.pid, signal.SIGSTOP)
        hit[:] = held_by(worker)
        if hit and not any(row.expired_leases for row in hit):
            return True
        os.killpg(worker.pid, signal.SIGCONT)
        return False

    wait_for(holds_new_cases)
    kill(worker)
    return hit


@pytest.mark.server
def test_killed_four_times_in_the_middle_of_200_assessments_all_200_end_once_each(fleet: Fleet) -> None:
    ask_for(200)
    fleet.beat()
    hit: list[Assessment] = []
    for wanted in (30, 60, 90, 120):
        worker = fleet.worker(TEST_SECONDS_A_CASE="0.1")
        wait_for(partial(are_done, wanted), log=fleet.log)
        hit += kill_in_the_middle(worker)
    fleet.worker()
    wait_for(lambda: all_in(State.DONE), log=fleet.log)

    assert Assessment.objects.count() == 200
    assert len({row.pk for row in hit}) == len(hit) >= 4
    assert Assessment.objects.filter(expired_leases=1, attempt=2).count() == len(hit)
    assert Assessment.objects.filter(expired_leases=0, attempt=1).count() == 200 - len(hit)
    lengths = PackedOutcomes.objects.filter(assessments__isnull=False).values_list(Length("letters"), flat=True)
    assert len(lengths) == PackedOutcomes.objects.count() == 200
    assert len(set(lengths)) == 1


@pytest.mark.server
def test_a_case_that_kills_its_worker_twice_is_set_aside_and_the_others_go_on(fleet: Fleet) -> None:
    rows = ask_for(12)
    fleet.beat()
    fleet.worker(TEST_DEADLY_REFERENCE="P-005")
    wait_for(lambda: all_in(State.DONE, State.SET_ASIDE), log=fleet.log)

    set_aside = Assessment.objects.get(state=State.SET_ASIDE)
    assert set_aside.pk == rows[5].pk
    assert (set_aside.attempt, set_aside.expired_leases) == (2, 2)
    assert f"manage.py assess --retry {set_aside.pk}" in set_aside.error


def test_a_worker_that_is_told_to_stop_gives_its_case_back_uncounted(fleet: Fleet) -> None:
    (row,) = ask_for(1)
    worker = fleet.worker(TEST_SECONDS_A_CASE="5")
    wait_for(lambda: bool(held_by(worker)), log=fleet.log)
    os.kill(worker.pid, signal.SIGTERM)
    wait_for(lambda: all_in(State.QUEUED), log=fleet.log)
    row.refresh_from_db()
    assert (row.attempt, row.expired_leases, row.lease_until) == (1, 0, None)

    worker.wait(30)
    assert PackedOutcomes.objects.count() == 0, "the result that came late is not stored"
    fleet.beat()
    fleet.worker()
    wait_for(lambda: all_in(State.DONE), log=fleet.log)
    row.refresh_from_db()
    assert (row.attempt, row.expired_leases) == (2, 0)


def test_what_was_just_submitted_does_not_stand_behind_all_that_waits(fleet: Fleet) -> None:
    with leave_notifying_to_sweep():
        waiting = ask_for(60)
    assert not Assessment.objects.exclude(told_at=None).exists()
    assert sweep_assessments().sent == len(waiting)
    just_now = asked("Q-001")
    fleet.worker(TEST_SECONDS_A_CASE="0.1")

    wait_for(lambda: Assessment.objects.filter(pk=just_now.pk, state=State.DONE).exists(), log=fleet.log)
    assert Assessment.objects.filter(state=State.DONE).count() < len(waiting) / 2
