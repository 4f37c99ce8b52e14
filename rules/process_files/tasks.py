"""Celery's tasks for files of processes, which only call the services."""

from typing import Final
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from institutions.jobs.claiming import give_back_on_stop
from institutions.jobs.sweeping import sweep_jobs
from rules.process_files.answering_again import answer_again
from rules.process_files.claim import COMPARISONS, PROCESS_FILES, claim_comparison, claim_file
from rules.process_files.comparing import sweep_changes
from rules.process_files.run import screen_file

DAY: Final = 24 * 60 * 60  # seconds; the lease bounds the time between two portions

give_back_on_stop(PROCESS_FILES)
give_back_on_stop(COMPARISONS)


@shared_task(name=PROCESS_FILES.task, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def screen_process_file(file: str) -> None:
    """Screen a queued file; do nothing if another worker has it."""
    if taken := claim_file(UUID(file)):
        screen_file(taken)


@shared_task(name=COMPARISONS.task, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def answer_processes_again(comparison: str) -> None:
    """Answer the processes of a comparison again; do nothing if another worker does."""
    if taken := claim_comparison(UUID(comparison)):
        answer_again(taken)


@shared_task(name="rules.sweep_process_files", acks_late=True, ignore_result=True)
def sweep_process_files_task() -> None:
    """Take back files and comparisons that lost their worker, and notify workers of waiting ones."""
    sweep_jobs(PROCESS_FILES, timezone.now())
    sweep_changes()
    sweep_jobs(COMPARISONS, timezone.now())
