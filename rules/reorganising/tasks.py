"""The background jobs of reorganisations, which only call the services."""

from typing import Final
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from institutions.jobs.claiming import give_back_on_stop
from rules.reorganising.effect import take_effect
from rules.reorganising.preview_jobs import PREVIEW_RANGES, claim_preview_range, sweep_previews
from rules.reorganising.preview_run import run_preview_range

HOUR: Final = 60 * 60  # seconds; the lease bounds the time between two steps

give_back_on_stop(PREVIEW_RANGES)


@shared_task(name="rules.reach_reorganisations", acks_late=True, ignore_result=True)
def reach_reorganisations_task() -> None:
    """Move what reorganisations move on days that have come."""
    take_effect()


@shared_task(name=PREVIEW_RANGES.task, acks_late=True, ignore_result=True, soft_time_limit=HOUR, time_limit=HOUR + 60)
def preview_range_task(of: str) -> None:
    """Compute a range of a preview; do nothing if another worker has it."""
    if taken := claim_preview_range(UUID(of)):
        run_preview_range(taken)


@shared_task(name="rules.sweep_reorganisation_previews", acks_late=True, ignore_result=True)
def sweep_previews_task() -> None:
    """Delete old previews, take back ranges that lost their worker, and notify workers of waiting ones."""
    sweep_previews(timezone.now())
