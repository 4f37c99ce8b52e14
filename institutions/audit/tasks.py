"""The background job of the audit trail."""

from celery import shared_task

from institutions.audit.seal import seal_today


@shared_task(name="institutions.seal")
def seal_daily() -> None:
    """Seal the chains if that was not done today."""
    seal_today()
