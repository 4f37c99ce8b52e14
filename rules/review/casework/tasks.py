"""The background jobs of casework."""

from celery import shared_task

from rules.review.casework.sweeping import sweep_cases
from rules.review.summaries.writing import sweep_summaries


@shared_task(name="rules.sweep_cases", acks_late=True, ignore_result=True)
def sweep() -> None:
    """Re-open what does not stand any more."""
    sweep_cases()


@shared_task(name="rules.sweep_summaries", acks_late=True, ignore_result=True)
def sweep_rows() -> None:
    """Keep the rows right that lists and counts read."""
    sweep_summaries()
