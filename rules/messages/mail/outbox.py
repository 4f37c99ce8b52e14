"""The outbox: e-mails are queued in the transaction of their cause, and only if a mail server is set up."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from institutions.jobs.dispatch import notify_after_commit
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import TryLimit
from institutions.models import Account
from rules.messages.mail.bundling import APART, accounts_with_recent_mail
from rules.models import (
    OF_THE_ACCOUNT,
    Mail,
    MailChoice,
    MailedNotice,
    MailKind,
    MailState,
    MailTrouble,
    MailWhen,
    Notice,
    NoticeKind,
)

MOST_TRIES: Final = 8
TRIES: Final = TryLimit(
    tries=MOST_TRIES,
    first_wait=timedelta(minutes=1),
    longest_wait=timedelta(hours=6),
    lost=MailTrouble.WORKER,
    away=MailTrouble.DATABASE,
    ended="ended_at",
)
MAILS: Final[JobKind[Mail]] = JobKind(
    model=Mail,
    task="rules.send_mail",
    waiting=MailState.WAITING,
    running=MailState.SENDING,
    set_aside=MailState.SET_ASIDE,
    lease=lambda: timedelta(seconds=settings.ASSESSMENT_LEASE_SECONDS),
    limit=TRIES,
    order="next_at",
    due=lambda now: Q(next_at__lte=now),
)


def accounts_wanting_mail(kind: NoticeKind, accounts: Collection[int]) -> dict[int, str]:
    """Return by account when it wants an e-mail of this kind of notice. One query, none without a mail server."""
    if not settings.MAIL_CONFIGURED or not accounts:
        return {}
    chosen = MailChoice.objects.filter(account__in=accounts).exclude(confirmed="")
    found = {each.account_id: each.when(kind) for each in chosen}
    return {account: when for account, when in found.items() if when != MailWhen.NONE}


def put_notices(notices: Collection[Notice], when: dict[int, str]) -> None:
    """Queue an e-mail for each notice wanted at once; the others wait for the digest. No notice is queued twice.

    An account with a recent e-mail gets the next one a little later, together with all that come meanwhile.
    """
    at_once = [each for each in notices if when[each.account_id] == MailWhen.AT_ONCE]
    mails = {each.pk: new_mail(MailKind.NOTICE, each.account_id) for each in at_once}
    now = timezone.now()
    recent = accounts_with_recent_mail({each.account_id for each in at_once}, now) if at_once else set()
    for each in at_once:
        if each.kind in OF_THE_ACCOUNT:
            continue
        if each.account_id in recent:
            mails[each.pk].next_at, mails[each.pk].told_at = now + APART, None
        recent.add(each.account_id)  # of several notices the first is sent now
    Mail.objects.bulk_create(mails.values(), batch_size=500)
    MailedNotice.objects.bulk_create(
        (MailedNotice(notice=each, mail=mails.get(each.pk)) for each in notices),
        ignore_conflicts=True,  # another act has just reported the same: then ours has nothing to say, and is dropped
        batch_size=500,
    )
    for mail in mails.values():
        if mail.told_at:
            notify_after_commit(MAILS, mail.pk)


def put_code(account: Account) -> Mail:
    """Queue the e-mail by which an account confirms its address."""
    mail = new_mail(MailKind.CONFIRM, account.pk)
    mail.save(force_insert=True)
    notify_after_commit(MAILS, mail.pk)
    return mail


def put_link(account: Account) -> Mail:
    """Queue the e-mail with the link by which an account sets a password."""
    mail = new_mail(MailKind.LINK, account.pk)
    mail.save(force_insert=True)
    notify_after_commit(MAILS, mail.pk)
    return mail


def put_moved(account: Account, former: str) -> None:
    """Queue the e-mail that tells a former address of another one; none without a mail server."""
    if settings.MAIL_CONFIGURED:
        mail = new_mail(MailKind.MOVED, account.pk)
        mail.address = former
        mail.save(force_insert=True)
        notify_after_commit(MAILS, mail.pk)


def new_mail(kind: MailKind, account: int) -> Mail:
    """Return a row that is not yet stored. Workers are notified after the commit."""
    return Mail(kind=kind, account_id=account, tries_left=MOST_TRIES, told_at=timezone.now())
