"""The background job of summaries."""

from celery import shared_task

from rules.review.summaries.writing import sweep_summaries


@shared_task(name="rules.sweep_summaries", acks_late=True, ignore_result=True)
def sweep_summaries_task() -> None:
    """Keep the rows that lists and counts read up to date."""
    sweep_summaries()
