"""The digest: the notices that an account wants once a day, collected at a fixed local hour into one e-mail."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from institutions.jobs.dispatch import notify_after_commit
from rules.messages.mail.outbox import MAILS, new_mail
from rules.models import Mail, MailChoice, MailedNotice, MailKind

GATHERED_A_SWEEP: Final = 500  # accounts; the rest is for the next sweep


def latest_hour(now: datetime) -> datetime:
    """Return the newest moment at which a digest was due: today's hour, else yesterday's."""
    local = timezone.localtime(now)
    hour = local.replace(hour=settings.MAIL_DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return hour if hour <= local else hour - timedelta(days=1)


def gather_digests(now: datetime) -> int:
    """Make a digest for each account with notices from before the hour; return their number. One transaction each."""
    until = latest_hour(now)
    ready = MailedNotice.objects.filter(mail__isnull=True, notice__at__lt=until)
    got = Mail.objects.filter(day=until.date()).values("account")
    waiting = (
        ready.exclude(notice__account__in=got).order_by("notice__account").values_list("notice__account", flat=True)
    )
    return sum(gather_digest(account, until) for account in list(waiting.distinct()[:GATHERED_A_SWEEP]))


@transaction.atomic
def gather_digest(account: int, until: datetime) -> bool:
    """Make one digest, unless another sweep has made it. The lock of the choices lets one sweep through at a time."""
    if not MailChoice.objects.select_for_update(no_key=True).filter(account=account).exists():
        return False
    if Mail.objects.filter(account=account, day=until.date()).exists():
        return False
    mail = new_mail(MailKind.DIGEST, account)
    mail.day = until.date()
    mail.save(force_insert=True)
    own = MailedNotice.objects.filter(mail__isnull=True, notice__account=account, notice__at__lt=until)
    MailedNotice.objects.filter(pk__in=list(own.values_list("pk", flat=True))).update(mail=mail)
    notify_after_commit(MAILS, mail.pk)
    return True
