"""Fixtures of the job: a fleet of real processes, and a queue of the test's own on a broker that others may share."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from institutions.jobs.dispatch import trouble
from tests.rules.assessing.workers import Fleet


@pytest.fixture(autouse=True)
def own_queue(settings: Settings) -> Iterator[str]:
    """Send messages of this test to its own workers only; forget a broken broker of an earlier test."""
    settings.CELERY_QUEUE = f"test-{uuid.uuid4().hex[:12]}"
    trouble.until = 0.0
    yield settings.CELERY_QUEUE
    trouble.until = 0.0


@pytest.fixture
def fleet(tmp_path: Path, transactional_db: None) -> Iterator[Fleet]:
    """Yield a fleet of workers and beat, which ends with the test."""
    made = Fleet(tmp_path / "processes.log")
    yield made
    made.end()
