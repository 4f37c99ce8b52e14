"""A screening is done in ranges by all processes of workers, and goes on where one of them was killed."""

import os
import signal
import subprocess

import pytest
from pytest_django.fixtures import Settings

from institutions.models import Company
from rules.assessing.attempt import run_assessments
from rules.assessing.claim import claim_with_others
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, RangeState, Screening, ScreeningRange, ScreeningState
from rules.screening.claim import claim_screening
from rules.screening.requesting import request_screening
from rules.screening.run import run_screening
from tests.rules.assessing.changing import bare, company, of, register
from tests.rules.assessing.workers import Fleet, kill, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.server,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
]
CASES = 6  # each is a range, which takes two seconds of processor time whatever is in it


@pytest.fixture
def hikari(meti: object, digital_agency: object, tmp_path: object, settings: Settings) -> Company:
    """Return the partner of all cases, after the first assessment of each."""
    settings.FACT_STORE = f"{tmp_path}/facts"
    settings.SCREENING_SAMPLE = 1
    settings.SCREENING_RANGE = 1
    partner = company("Hikari Magnetics (fictional)")
    for number in range(CASES):
        register(bare(f"T-{number:03}", **of(partner)))
    while first := Assessment.objects.queued().first():
        run_assessments(claim_with_others(first.pk, others=49))
    return partner


def alone() -> Screening:
    """Return a screening that this process did by itself."""
    screening = request_screening(current_rulebook().version, seed="5eed", notified=False)
    claim = claim_screening(screening.pk)
    assert claim is not None
    return run_screening(claim)


def kill_between_ranges(worker: subprocess.Popen[bytes], screening: Screening) -> None:
    """Kill a worker once both of its processes have done a range, and before all are done."""

    def both_have_begun() -> bool:
        os.killpg(worker.pid, signal.SIGSTOP)
        done = ScreeningRange.objects.filter(screening=screening, state=RangeState.DONE)
        if set(done.values_list("led", flat=True)) == {True, False}:
            return True
        assert not Screening.objects.get(pk=screening.pk).digest, "one process did all ranges"
        os.killpg(worker.pid, signal.SIGCONT)
        return False

    wait_for(both_have_begun)
    kill(worker)


@pytest.mark.usefixtures("hikari")
def test_ranges_are_done_side_by_side_and_none_is_lost_with_a_worker(fleet: Fleet, settings: Settings) -> None:
    whole = alone()
    assert (whole.state, whole.cases, whole.differing) == (ScreeningState.DONE, CASES, 0)
    assert not ScreeningRange.objects.exists()
    of_worker = {
        "FACT_STORE": settings.FACT_STORE,
        "SCREENING_SAMPLE": "1",
        "SCREENING_RANGE": "1",
        "SCREENING_LEASE_SECONDS": "30",
        "SCREENING_HOUR": "-1",
    }
    worker = fleet.worker(TEST_SECONDS_A_SCREENED_RANGE="0.5", **of_worker)
    screening = request_screening(current_rulebook().version, seed="5eed")
    kill_between_ranges(worker, screening)
    kept = set(ScreeningRange.objects.filter(state=RangeState.DONE).values_list("pk", flat=True))
    assert 2 <= len(kept) < CASES
    fleet.beat(**of_worker)
    fleet.worker(**of_worker)

    def is_over() -> bool:
        screening.refresh_from_db()
        return screening.state == ScreeningState.DONE

    wait_for(is_over, log=fleet.log)
    assert (screening.digest, screening.cases) == (whole.digest, CASES)
    assert (screening.sampled, screening.disagreements) == (CASES, 0)
    assert sum(each.cases for each in screening.parts.all()) == CASES
    assert not ScreeningRange.objects.exists()
