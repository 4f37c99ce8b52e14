"""The background job of reorganisations."""

from celery import shared_task

from rules.reorganising.effect import take_effect


@shared_task(name="rules.reach_reorganisations", acks_late=True, ignore_result=True)
def reach_reorganisations_task() -> None:
    """Move what reorganisations move on days that have come."""
    take_effect()
