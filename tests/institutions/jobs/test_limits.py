"""A job that loses its worker, or does not get through, comes back so often and no more."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from institutions.jobs.limits import JITTER, LeaseLimit, TryLimit

pytestmark = pytest.mark.bare

NOW = datetime(2026, 6, 20, tzinfo=UTC)
LEASES = LeaseLimit(
    2,
    lambda row: {"error": f"Look at the log of {row.pk}." if row else ""},
    lambda said: {"error": said.code},
)
TRIES = TryLimit(
    tries=3,
    first_wait=timedelta(minutes=1),
    longest_wait=timedelta(hours=1),
    lost="worker",
    away="database",
    ended="ended_at",
)


def test_the_last_lease_that_expires_sets_a_job_aside_with_its_reason() -> None:
    row = SimpleNamespace(pk=7, expired_leases=0)
    assert LEASES.after_lost_lease(row, NOW) == (False, {"expired_leases": 1})
    row.expired_leases = 1
    aside, columns = LEASES.after_lost_lease(row, NOW)
    assert aside
    assert columns == {"expired_leases": 2, "finished_at": NOW, "error": "Look at the log of 7."}


def test_a_worker_that_is_lost_costs_a_try_and_the_last_one_sets_the_job_aside() -> None:
    row = SimpleNamespace(tries_left=2)
    assert TRIES.after_lost_lease(row, NOW) == (False, {"tries_left": 1, "next_at": NOW, "trouble": "worker"})
    row.tries_left = 1
    aside, columns = TRIES.after_lost_lease(row, NOW)
    assert aside
    assert columns == {"tries_left": 0, "next_at": NOW, "trouble": "worker", "ended_at": NOW}


@pytest.mark.parametrize(("left", "wait"), [(2, timedelta(minutes=1)), (1, timedelta(minutes=3))])
def test_each_failure_waits_three_times_longer_than_the_one_before(left: int, wait: timedelta) -> None:
    columns = TRIES.after_failure(left, NOW, "answer")
    assert wait * (1 - JITTER) <= columns["next_at"] - NOW <= wait * (1 + JITTER)
    assert "ended_at" not in columns


def test_no_wait_is_longer_than_the_longest() -> None:
    assert TRIES.wait(50) <= timedelta(hours=1) * (1 + JITTER)


def test_what_a_person_lets_start_anew_has_every_try_again() -> None:
    assert TRIES.fresh(NOW) == {"tries_left": 3, "next_at": NOW, "trouble": "", "ended_at": None}
    assert LEASES.fresh(NOW) == {"expired_leases": 0, "error": "", "finished_at": None}
