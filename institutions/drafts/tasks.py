"""The background job of documents."""

from celery import shared_task

from institutions.drafts.same_numbers import match_same_numbers


@shared_task(name="institutions.match_numbers", acks_late=True, ignore_result=True)
def match_numbers() -> None:
    """Leave possible matches between parties of restricted partnerships and others with their numbers."""
    match_same_numbers()
