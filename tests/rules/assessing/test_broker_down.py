"""With the broker down a registration is answered, soon, and the sweeper finishes the job when it is back."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.models import Assessment, State
from tests.documents import small
from tests.rules.assessing.workers import ROOT, Fleet, process_environment, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.server,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("meti"),
]

# No worker is killed here: a slow machine alone is no reason to stop an assessment.
PATIENT = {"ASSESSMENT_SOFT_SECONDS": "60", "ASSESSMENT_HARD_SECONDS": "70", "ASSESSMENT_LEASE_SECONDS": "80"}

TELL = """
import time, uuid, django
import policyengine
django.setup()
from functools import partial
from institutions.jobs.dispatch import notify_workers
from rules.assessing.claim import ASSESSMENTS
tell_workers = partial(notify_workers, ASSESSMENTS)
import rules.assessing.tasks
started = time.monotonic()
print(tell_workers(uuid.uuid4()))
print(time.monotonic() - started)
started = time.monotonic()
print(tell_workers(uuid.uuid4()))
print(time.monotonic() - started)
"""


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Yield a port at which somebody takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(50)
        yield listening.getsockname()[1]


@pytest.fixture
def dead_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.mark.parametrize("url", ["amqp://guest:guest@127.0.0.1:{}//", "redis://127.0.0.1:{}/0"])
@pytest.mark.parametrize("trouble", ["dead_port", "silent_port"])
def test_nobody_waits_long_for_a_broker_that_does_not_answer(
    url: str, trouble: str, request: pytest.FixtureRequest
) -> None:
    took, again = times_to_fail(url.format(request.getfixturevalue(trouble)))
    assert took < 15
    assert again < 0.1, "the next caller does not try at all"


def test_a_broker_folder_that_cannot_be_written_holds_nobody(tmp_path: Path) -> None:
    (tmp_path / "broker").mkdir()
    (tmp_path / "broker" / "control").mkdir()
    (tmp_path / "broker" / "control" / "test.exchange").mkdir()
    took, _ = times_to_fail("filesystem://", POLICYENGINE_VAR=str(tmp_path), CELERY_QUEUE="test")
    assert took < 2


def times_to_fail(url: str, **environment: str) -> tuple[float, float]:
    """Return the times of two sends that the broker does not take; each returns False and raises nothing."""
    done = subprocess.run(
        [sys.executable, "-c", TELL],
        env=process_environment(CELERY_BROKER_URL=url, **environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    first, took, second, again = done.stdout.split()
    assert (first, second) == ("False", "False")
    assert "the sweeper sends it again" in done.stderr
    return float(took), float(again)


def test_what_was_registered_with_the_broker_down_is_assessed_when_it_is_back(
    fleet: Fleet, tmp_path: Path, dead_port: int
) -> None:
    file = tmp_path / "documents.jsonl"
    file.write_text("\n".join(json.dumps(small(reference=f"T-{n}")) for n in range(20)), encoding="utf-8")
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "manage.py", "register", str(file), "--json"],
        env=process_environment(CELERY_BROKER_URL=f"amqp://guest:guest@127.0.0.1:{dead_port}//"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert time.monotonic() - started < 60
    assert [json.loads(line)["state"] for line in done.stdout.splitlines()] == ["queued"] * 20
    assert Assessment.objects.filter(state=State.QUEUED, told_at=None).count() == 20

    fleet.beat()
    fleet.worker(**PATIENT)
    wait_for(lambda: not Assessment.objects.exclude(state=State.DONE).exists(), log=fleet.log)
    assert Assessment.objects.count() == 20
