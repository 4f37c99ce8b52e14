"""Celery's tasks for e-mails."""

from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from institutions.jobs.sweeping import sweep_jobs
from rules.messages.mail.digest import gather_digests
from rules.messages.mail.outbox import MAILS
from rules.messages.mail.sending import try_mail


@shared_task(name=MAILS.task, acks_late=True, ignore_result=True)
def send_mail(mail: str) -> None:
    """Try one e-mail; does nothing if another worker has it."""
    try_mail(UUID(mail))


@shared_task(name="rules.sweep_mails", acks_late=True, ignore_result=True)
def sweep_mails() -> int:
    """Gather digests and sweep; return the number of e-mails that workers were notified of."""
    if not settings.MAIL_CONFIGURED:
        return 0
    now = timezone.now()
    gather_digests(now)
    return sweep_jobs(MAILS, now).sent
