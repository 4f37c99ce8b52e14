"""Celery's tasks for previews of erasures, which only call the services."""

from typing import Final
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from institutions.jobs.claiming import give_back_on_stop
from rules.review.erasing.preview_job import PREVIEWS, claim_preview, run_preview, sweep_previews

DAY: Final = 24 * 60 * 60  # seconds; the lease bounds the time between two notes of the progress

give_back_on_stop(PREVIEWS)


@shared_task(name=PREVIEWS.task, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def preview_erasure(preview: str) -> None:
    """Make a queued preview; do nothing if another worker has it."""
    if taken := claim_preview(UUID(preview)):
        run_preview(taken)


@shared_task(name="rules.sweep_erasure_previews", acks_late=True, ignore_result=True)
def sweep_previews_task() -> None:
    """Delete old previews, take back those that lost their worker, and notify workers of waiting ones."""
    sweep_previews(timezone.now())
