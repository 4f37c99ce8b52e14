"""Celery's tasks for notices."""

from celery import shared_task
from django.utils import timezone

from institutions.accounts.requests import lapse_requests
from rules.messages.notices.case_days import sweep_days


@shared_task(name="rules.sweep_days", acks_late=True, ignore_result=True)
def sweep_days_task() -> None:
    """Notice the days that have come, and let requests lapse that nobody confirmed in time."""
    sweep_days()
    lapse_requests(timezone.now())
