"""Celery's tasks for notices."""

from celery import shared_task
from django.utils import timezone

from institutions.accounts.requests import lapse_requests
from rules.messages.notices.case_days import sweep_days
from rules.review.person_data.releasing import empty_old_files


@shared_task(name="rules.sweep_days", acks_late=True, ignore_result=True)
def sweep_days_task() -> None:
    """Notice the days that have come, let requests lapse in time, and empty old files of personal data."""
    sweep_days()
    lapse_requests(timezone.now())
    empty_old_files(timezone.now())
