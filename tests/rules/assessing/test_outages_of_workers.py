"""Real workers whose line to the database or the broker is cut: they wait, and go on at once when it is back."""

import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from rules.models import Assessment, State
from tests.rules.assessing.cut_line import line_to
from tests.rules.assessing.documents import ask_for, asked, store_rulebook
from tests.rules.assessing.workers import Fleet, database_url, held_by, wait_for
from tests.waiting import slowness

pytestmark = [
    pytest.mark.worker,
    pytest.mark.server,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("meti"),
]

# Nothing but the worker itself may bring the work on: no sweep runs, and no message is sent again. So none may expire
# while it waits for its turn either: what comes back after an outage waits behind all that was not begun.
LONG_LEASE = {
    "ASSESSMENT_SOFT_SECONDS": "100",
    "ASSESSMENT_HARD_SECONDS": "110",
    "ASSESSMENT_LEASE_SECONDS": "120",
    "RESEND_SECONDS": "600",
}


def all_done() -> bool:
    """Return whether every assessment has its result."""
    return not Assessment.objects.exclude(state=State.DONE).exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there is no line to a file")
def test_without_the_database_a_worker_keeps_its_messages_and_goes_on_uncounted_without_a_sweep(fleet: Fleet) -> None:
    store_rulebook()
    at = connection.settings_dict
    with line_to(at["HOST"] or "127.0.0.1", int(at["PORT"] or 5432)) as line:
        url = urlsplit(database_url())
        near = url._replace(netloc=url.netloc.rpartition("@")[0] + f"@127.0.0.1:{line.port}").geturl()
        worker = fleet.worker(DATABASE_URL=near, TEST_SECONDS_A_CASE="0.5", ASSESSMENT_BATCH="1", **LONG_LEASE)
        rows = ask_for(8)
        wait_for(lambda: len(held_by(worker)) == 2, log=fleet.log)
        line.cut()
        time.sleep(4)
        left = Assessment.objects.exclude(state=State.DONE).count()
        assert left >= len(rows) - 2
        line.mend()
        back = time.monotonic()
        wait_for(all_done, log=fleet.log)
    assert time.monotonic() - back < 20 * slowness(), "the messages were kept"
    assert not Assessment.objects.exclude(expired_leases=0).exists()
    assert Assessment.objects.count() == len(rows) + 1


@pytest.mark.skipif(not settings.CELERY_BROKER_URL.startswith("amqp"), reason="the broker has no line")
def test_within_seconds_of_the_return_of_the_broker_a_worker_sweeps_and_assesses(fleet: Fleet) -> None:
    store_rulebook()
    url = urlsplit(settings.CELERY_BROKER_URL)
    with line_to(url.hostname or "127.0.0.1", url.port or 5672) as line:
        near = url._replace(netloc=url.netloc.rpartition("@")[0] + f"@127.0.0.1:{line.port}").geturl()
        fleet.worker(CELERY_BROKER_URL=near, **LONG_LEASE)
        asked("P-first")
        wait_for(all_done, log=fleet.log)
        line.cut()
        time.sleep(15)  # long enough for Celery's own pauses to grow
        lost, untold = ask_for(2)
        Assessment.objects.filter(pk=lost.pk).update(told_at=timezone.now() - timedelta(seconds=30))
        Assessment.objects.filter(pk=untold.pk).update(told_at=None)
        line.mend()
        back = time.monotonic()
        wait_for(all_done, log=fleet.log)
    assert time.monotonic() - back < 5 * slowness()
