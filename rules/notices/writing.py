"""Writing notices, in the transaction of what they tell of. The same matter twice leaves one notice an account."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from institutions.models import Partnership
from rules.models import Notice, NoticeKind


def write(
    kind: NoticeKind,
    matter: str,
    accounts: Collection[int],
    partnership: Partnership | None,
    **data: Any,  # Any: codes, days and ids
) -> None:
    """One row an account, in one statement. Refused outside of a transaction: a notice tells of what was stored."""
    if not transaction.get_connection().in_atomic_block:
        message = "A notice is written in the transaction of what it tells of."
        raise RuntimeError(message)
    rows = [
        Notice(account_id=account, kind=kind, matter=matter, partnership=partnership, data=data)
        for account in sorted(accounts)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
