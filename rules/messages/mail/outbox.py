"""Putting e-mails out, in the transaction of what they tell of. Nothing is put out where there is no mail server."""

from collections.abc import Collection
from functools import partial
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from institutions.jobs.dispatch import send
from institutions.jobs.queues import Queues
from institutions.models import Account
from rules.models import Mail, MailChoice, MailedNotice, MailKind, MailState, MailWhen, Notice, NoticeKind

MOST_TRIES: Final = 8
TASK: Final = "rules.send_mail"


def wanting(kind: NoticeKind, accounts: Collection[int]) -> dict[int, str]:
    """Which of these accounts want an e-mail of this kind of notice, and when: one query, none without a server."""
    if not settings.MAIL_CONFIGURED or not accounts:
        return {}
    chosen = MailChoice.objects.filter(account__in=accounts).exclude(confirmed="")
    found = {each.account_id: each.when(kind) for each in chosen}
    return {account: when for account, when in found.items() if when != MailWhen.NONE}


def put_notices(notices: Collection[Notice], when: dict[int, str]) -> None:
    """An e-mail for each that is wanted at once; the others wait for the digest. A notice is never put out twice."""
    mails = {
        each.pk: new_mail(MailKind.NOTICE, each.account_id)
        for each in notices
        if when[each.account_id] == MailWhen.AT_ONCE
    }
    Mail.objects.bulk_create(mails.values(), batch_size=500)
    MailedNotice.objects.bulk_create(
        (MailedNotice(notice=each, mail=mails.get(each.pk)) for each in notices),
        ignore_conflicts=True,  # another act has just told of the same: then ours has nothing to say, and is dropped
        batch_size=500,
    )
    for mail in mails.values():
        tell_after_commit(mail)


def put_code(account: Account) -> Mail:
    """The e-mail that shows that an address is read by its owner."""
    mail = new_mail(MailKind.CONFIRM, account.pk)
    mail.save(force_insert=True)
    tell_after_commit(mail)
    return mail


def new_mail(kind: MailKind, account: int) -> Mail:
    """A row, not yet stored. Whoever is told of it is told after the commit."""
    return Mail(kind=kind, account_id=account, tries_left=MOST_TRIES, told_at=timezone.now())


def tell_after_commit(mail: Mail) -> None:
    """A word to the workers once the row can be seen."""
    if not transaction.get_connection().in_atomic_block:
        message = "An e-mail is put out in the transaction of what it tells of."
        raise RuntimeError(message)
    transaction.on_commit(partial(tell_or_note, mail.pk), robust=True)


def tell_or_note(mail: UUID) -> None:
    """Tell the workers; where that failed, the next sweep does."""
    if not tell(mail):
        Mail.objects.filter(pk=mail, state=MailState.WAITING).update(told_at=None)


def tell(mail: UUID) -> bool:
    """Send the word once; False where the broker did not take it."""
    return send(TASK, mail, queue=Queues(settings.CELERY_QUEUE).waiting)
