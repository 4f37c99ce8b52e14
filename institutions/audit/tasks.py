"""The background job of the audit trail: a seal a day, and its files."""

from celery import shared_task

from institutions.audit.seal import seal_today
from institutions.audit.seal_files import export_seals


@shared_task(name="institutions.seal")
def seal_daily() -> None:
    """Seal the chains if that was not done today, and export the seals that have no files or no timestamp yet."""
    seal_today()
    export_seals()
