"""Celery's tasks for webhooks."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from institutions.jobs.sweeping import sweep_jobs
from rules.messages.webhooks.delivering import deliver as deliver_row
from rules.messages.webhooks.outbox import DELIVERIES


@shared_task(name=DELIVERIES.task, acks_late=True, ignore_result=True)
def deliver_task(delivery: str) -> None:
    """Try one delivery; does nothing if another worker has it."""
    deliver_row(UUID(delivery))


@shared_task(name="rules.sweep_deliveries", acks_late=True, ignore_result=True)
def sweep_deliveries() -> int:
    """Sweep; return the number of deliveries that workers were notified of."""
    return sweep_jobs(DELIVERIES, timezone.now()).sent
