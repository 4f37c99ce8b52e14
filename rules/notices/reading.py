"""The notices of an account, of which it sees those whose matter it may read now."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from institutions.models import Account, Role
from rules.models import Notice, NoticeKind
from rules.reading import partnerships_for


def notices_for(account: Account) -> QuerySet[Notice]:
    """Its own, without those about what it may not read any more: a case that became secret, a role that was left."""
    readable = Exists(partnerships_for(account).filter(pk=OuterRef("partnership")))
    seen = Q(readable)
    if account.role == Role.ADMINISTRATOR:
        seen |= Q(kind=NoticeKind.WEBHOOK_OFF)
    return Notice.objects.filter(seen, account=account)


def unread(account: Account) -> int:
    """How many of them it has not read: one query."""
    return notices_for(account).filter(read_at__isnull=True).count()


def mark(notices: QuerySet[Notice], *, read: bool) -> int:
    """Mark notices of one account as read or unread; gives how many changed."""
    changed = notices.filter(read_at__isnull=read)
    return changed.update(read_at=timezone.now() if read else None)
