"""Real workers and the real clock: an import is told of, worked on, killed with its worker, swept and ended once."""

import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from institutions.imports.requesting import request_import
from institutions.jobs.dispatch import trouble
from institutions.models import GovernmentBody, Import, ImportOutcome, ImportPart, Party, table_of
from tests.rules.assessing.workers import Fleet, kill, wait_for

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

ROWS = 3_000
HEAD = "record,holder,holder.name,holder.type,company,company.name,share_bp\n"


@pytest.fixture(autouse=True)
def own_queue(settings: Settings) -> Iterator[None]:
    """Send the messages of this test to its own workers only."""
    settings.CELERY_QUEUE = f"test-{uuid.uuid4().hex[:12]}"
    trouble.until = 0.0
    yield
    trouble.until = 0.0


@pytest.fixture
def fleet(tmp_path: Path, transactional_db: None) -> Iterator[Fleet]:
    made = Fleet(tmp_path / "processes.log")
    yield made
    made.end()


def table() -> BytesIO:
    lines = (f"{n},K1,Kita Materials,company,H{n},Hikari {n},{n}\n" for n in range(1, ROWS + 1))
    return BytesIO((HEAD + "".join(lines)).encode())


def test_an_import_outlives_its_worker_and_brings_nothing_twice(meti: GovernmentBody, fleet: Fleet) -> None:
    job = request_import(table(), file_name="t.csv", format_name="shareholding", body=meti)

    def is_under_way() -> bool:
        job.refresh_from_db()
        return 0 < job.place < ROWS

    def is_over() -> bool:
        job.refresh_from_db()
        return job.is_over

    # Short enough to wait for, and longer than a portion takes on a busy machine. The second worker keeps the lease of
    # every installation: were its portions slower than its lease, the import would be set aside, as it should be.
    first = fleet.worker(IMPORT_LEASE_SECONDS="15")
    wait_for(is_under_way, log=fleet.log)
    kill(first)
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("running", 1)
    fleet.beat()
    fleet.worker()
    wait_for(is_over, log=fleet.log)
    assert (job.state, job.total, job.place, job.added) == ("done", ROWS, ROWS, ROWS)
    assert job.attempt >= 2
    assert ImportOutcome.objects.filter(job=job).count() == ROWS
    assert table_of("shareholding").objects.count() == ROWS
    assert Party.objects.filter(kind="company").count() == ROWS + 1
    assert not ImportPart.objects.exists()
    assert Import.objects.count() == 1
