"""Celery's tasks for imports, which only call the work."""

from typing import Final
from uuid import UUID

from celery import shared_task

from institutions.imports.claim import IMPORTS, claim_import
from institutions.imports.run import run_import
from institutions.imports.sweep import sweep_import_jobs
from institutions.jobs.claiming import give_back_on_stop

DAY: Final = 24 * 60 * 60  # seconds; the lease bounds the time between two portions

give_back_on_stop(IMPORTS)


@shared_task(name=IMPORTS.task, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def bring_in(job: str) -> None:
    """Work on one queued import; do nothing if another worker has it."""
    if taken := claim_import(UUID(job)):
        run_import(taken)


@shared_task(name="institutions.sweep_imports", acks_late=True, ignore_result=True)
def sweep_imports() -> None:
    """Take back imports that lost their worker, and notify workers of waiting ones."""
    sweep_import_jobs()
