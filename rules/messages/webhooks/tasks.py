"""Celery's tasks for webhooks, which only knock."""

from uuid import UUID

from celery import shared_task

from rules.messages.webhooks.delivering import deliver as deliver_row
from rules.messages.webhooks.outbox import DELIVERIES
from rules.messages.webhooks.sweeping import sweep_deliveries


@shared_task(name=DELIVERIES.task, acks_late=True, ignore_result=True)
def deliver(delivery: str) -> None:
    """Try one delivery; does nothing if another worker has it."""
    deliver_row(UUID(delivery))


@shared_task(name="rules.sweep_deliveries", acks_late=True, ignore_result=True)
def sweep() -> None:
    """Find what is due, and what nobody works on."""
    sweep_deliveries()
