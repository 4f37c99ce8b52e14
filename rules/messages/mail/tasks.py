"""Celery's tasks for e-mails, which only knock."""

from uuid import UUID

from celery import shared_task

from rules.messages.mail.outbox import MAILS
from rules.messages.mail.sending import send_mail as send_row
from rules.messages.mail.sweeping import sweep_mails


@shared_task(name=MAILS.task, acks_late=True, ignore_result=True)
def send_mail(mail: str) -> None:
    """Try one e-mail; does nothing if another worker has it."""
    send_row(UUID(mail))


@shared_task(name="rules.sweep_mails", acks_late=True, ignore_result=True)
def sweep() -> None:
    """Gather digests, find what is due, and what nobody works on."""
    sweep_mails()
