"""The background job of casework."""

from celery import shared_task

from rules.review.casework.sweeping import sweep_cases


@shared_task(name="rules.sweep_cases", acks_late=True, ignore_result=True)
def sweep_cases_task() -> None:
    """Re-open cases whose clearance is no longer valid."""
    sweep_cases()
