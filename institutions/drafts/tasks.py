"""The background jobs of documents, which only call the services."""

from celery import shared_task
from django.utils import timezone

from institutions.drafts.name_searches import NAME_SEARCHES, claim_searches, run_searches, sweep_searches
from institutions.drafts.old_drafts import delete_old_drafts
from institutions.drafts.same_numbers import match_same_numbers
from institutions.jobs.claiming import give_back_on_stop

give_back_on_stop(NAME_SEARCHES)


@shared_task(name="institutions.match_numbers", acks_late=True, ignore_result=True)
def match_numbers() -> None:
    """Leave possible matches between parties of restricted partnerships and others with their numbers."""
    match_same_numbers()


@shared_task(name=NAME_SEARCHES.task, acks_late=True, ignore_result=True)
def search_names(search: str) -> None:
    """Run a queued search for possible matches of names, and others with it; do nothing if another worker has it."""
    if taken := claim_searches(int(search)):
        run_searches(taken)


@shared_task(name="institutions.sweep_name_searches", acks_late=True, ignore_result=True)
def sweep_name_searches() -> None:
    """Take back searches that lost their worker, and notify workers of waiting ones."""
    sweep_searches()


@shared_task(name="institutions.delete_old_drafts", acks_late=True, ignore_result=True)
def delete_drafts() -> None:
    """Delete drafts of the form that were not changed for a year."""
    delete_old_drafts(timezone.now())
