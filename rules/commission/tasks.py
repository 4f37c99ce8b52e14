"""Celery's tasks for sittings, which only call the services."""

from typing import Final
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from institutions.jobs.claiming import give_back_on_stop
from rules.commission.sitting_run import run_sitting
from rules.commission.sittings import SITTINGS, claim_sitting, sweep_sittings

DAY: Final = 24 * 60 * 60  # seconds; the lease bounds the time between two notes of the progress

give_back_on_stop(SITTINGS)


@shared_task(name=SITTINGS.task, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def read_sitting(sitting: str) -> None:
    """Read the contracts of a queued sitting; do nothing if another worker has it."""
    if taken := claim_sitting(UUID(sitting)):
        run_sitting(taken)


@shared_task(name="rules.sweep_sittings", acks_late=True, ignore_result=True)
def sweep_sittings_task() -> None:
    """Take back sittings that lost their worker, and notify workers of waiting ones."""
    sweep_sittings(timezone.now())
