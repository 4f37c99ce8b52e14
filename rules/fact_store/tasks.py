"""The background job of the fact store."""

from celery import shared_task

from rules.fact_store.configured import fact_storage, keep_facts


@shared_task(name="rules.keep_facts", acks_late=True, ignore_result=True)
def keep_facts_task() -> None:
    """Bring the store up to the newest results."""
    keep_facts(fact_storage())
