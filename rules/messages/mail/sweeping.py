"""The sweep of e-mails, which first gathers the digests."""

from django.conf import settings
from django.utils import timezone

from institutions.jobs.sweeping import sweep
from rules.messages.mail.digest import gather_digests
from rules.messages.mail.outbox import MAILS


def sweep_mails() -> int:
    """Look once; gives of how many e-mails the workers were notified."""
    if not settings.MAIL_CONFIGURED:
        return 0
    now = timezone.now()
    gather_digests(now)
    return sweep(MAILS, now).sent
