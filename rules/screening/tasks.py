"""Celery's tasks for screenings, which only call the services."""

from typing import Final
from uuid import UUID

from celery import shared_task

from institutions.jobs.claiming import give_back_on_stop
from rules.screening.claim import SCREENINGS, claim_screening
from rules.screening.range_run import help_with_range
from rules.screening.ranges import RANGES, claim_range
from rules.screening.run import run_screening
from rules.screening.starting import start_due_screenings

DAY: Final = 24 * 60 * 60  # seconds; the lease bounds the time between two steps

give_back_on_stop(SCREENINGS)
give_back_on_stop(RANGES)


@shared_task(name=SCREENINGS.task, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def screen(screening: str) -> None:
    """Run a queued screening; do nothing if another worker has it, or another one runs."""
    if taken := claim_screening(UUID(screening)):
        run_screening(taken)


@shared_task(name=RANGES.task, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def screen_range(of: str) -> None:
    """Screen a range of cases for the process that leads the screening; do nothing if another has it."""
    if taken := claim_range(UUID(of)):
        help_with_range(taken)


@shared_task(name="rules.sweep_screenings", acks_late=True, ignore_result=True)
def sweep_screenings_task() -> None:
    """Start what is due, take back screenings that lost their worker, and notify workers of waiting ones."""
    start_due_screenings()
