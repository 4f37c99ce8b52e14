"""Bundles: notices that an account wants at once and that come close together go in one e-mail.

The first e-mail leaves at once. Further ones wait for `APART` after it, and the first of them that is sent takes over
the notices of the others. Notices about an account itself never wait. An attempt that was begun is not changed: it may
have reached the server, and its repetition with the same Message-ID must say the same.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from institutions.jobs.claiming import Claim
from rules.models import Mail, MailedNotice, MailKind, MailState

APART: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(days=1)  # longer than all tries of an e-mail take


def accounts_with_recent_mail(accounts: Collection[int], now: datetime) -> set[int]:
    """Return the accounts with an e-mail of notices that waits, is being sent, or was sent just before. One query."""
    rows = Mail.objects.filter(account__in=accounts, kind=MailKind.NOTICE, requested_at__gt=now - LONGEST)
    recent = rows.filter(
        Q(state__in=(MailState.WAITING, MailState.SENDING)) | Q(state=MailState.SENT, ended_at__gt=now - APART)
    )
    return set(recent.values_list("account_id", flat=True))


@transaction.atomic
def take_over_notices(taken: Claim[Mail]) -> None:
    """Put the notices of the account's waiting e-mails into the one that is about to be sent for the first time.

    The emptied e-mails end without being sent. Rows that another transaction holds are left to themselves. Nothing is
    taken once another worker has the e-mail, since that one has read its notices already.
    """
    row = taken.job
    if row.kind != MailKind.NOTICE or taken.attempt != 1 or not taken.rows().select_for_update(no_key=True).exists():
        return
    waiting = Mail.objects.filter(account=row.account_id, kind=MailKind.NOTICE, state=MailState.WAITING, attempt=0)
    others = list(waiting.select_for_update(skip_locked=True, no_key=True).order_by("pk").values_list("pk", flat=True))
    if not others:
        return
    MailedNotice.objects.filter(mail__in=others).update(mail=row)
    ended = {"state": MailState.DROPPED, "ended_at": timezone.now(), "told_at": None}
    Mail.objects.filter(pk__in=others).update(**ended)
