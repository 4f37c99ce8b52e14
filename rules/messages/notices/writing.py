"""The writing of notices in the transaction of their cause. The same matter twice leaves one notice an account."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from institutions.models import Partnership
from rules.messages.mail.outbox import accounts_wanting_mail, put_notices
from rules.models import Notice, NoticeKind

Data = Mapping[str, Any]  # Any: codes, days and ids


def write_notices(
    kind: NoticeKind,
    matter: str,
    accounts: Collection[int],
    partnership: Partnership | None,
    **data: Any,  # Any: codes, days and ids
) -> None:
    """Write one row per account, in one statement. RuntimeError outside a transaction: a notice reports stored facts.

    Accounts that chose e-mail get one for each new notice: two more queries, one if no account did.
    """
    write_notices_of_matters(kind, {matter: data}, accounts, partnership)


def write_notices_of_matters(
    kind: NoticeKind, matters: Mapping[str, Data], accounts: Collection[int], partnership: Partnership | None
) -> None:
    """Write the notices of several matters with their data, as `write_notices` does: as many queries as for one."""
    if not transaction.get_connection().in_atomic_block:
        message = "A notice is written in the transaction of what it tells of."
        raise RuntimeError(message)
    when = accounts_wanting_mail(kind, accounts)
    same = Notice.objects.filter(kind=kind, matter__in=matters, account__in=list(when))
    known = set(same.values_list("pk", flat=True)) if when else set()
    rows = [
        Notice(account_id=account, kind=kind, matter=matter, partnership=partnership, data=data)
        for matter, data in matters.items()
        for account in sorted(accounts)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    if when:
        put_notices([each for each in same.order_by("pk") if each.pk not in known], when)
