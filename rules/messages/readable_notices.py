"""The notices of an account, of which it sees those whose matter it may read now."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from institutions.access.callers import reader_for
from institutions.access.partnerships import of_partnership, partnerships_for
from institutions.models import Account, DocumentParty, Role
from rules.models import PERSONAL, Heard, Hearing, Notice, NoticeKind
from rules.review.casework.person import ids_of


def notices_for(account: Account) -> QuerySet[Notice]:
    """Return its own, without those about what it may not read any more: a restricted case, a role that was left."""
    readable = Exists(partnerships_for(account).filter(pk=OuterRef("partnership")))
    seen = Q(readable)
    if account.role == Role.ADMINISTRATOR:
        seen |= Q(kind=NoticeKind.WEBHOOK_OFF)
    if account.person_id:
        seen |= Q(named(account), kind__in=PERSONAL)
    return Notice.objects.filter(seen, account=account)


def named(account: Account) -> Q:
    """Cases that still name the person behind the account as an official, or in which they were asked about a finding.

    One query more, for who that person is. Of restricted cases only with the right to them.
    """
    ids = ids_of(account)
    case = OuterRef("partnership")
    official = DocumentParty.objects.filter(
        party__in=ids, submission__partnership=case, submission__superseded_at__isnull=True
    )
    asked = Hearing.objects.filter(person__in=ids, how=Heard.ASKED, finding__partnership=case)
    is_open = of_partnership("partnership", reader_for(account)).q()
    return is_open & (Q(Exists(official)) | Q(Exists(asked)))


def unread(account: Account) -> int:
    """How many of them it has not read: one query, two for an account that is linked to a person."""
    return notices_for(account).filter(read_at__isnull=True).count()


def mark(notices: QuerySet[Notice], *, read: bool) -> int:
    """Mark notices of one account as read or unread; gives how many changed."""
    changed = notices.filter(read_at__isnull=read)
    return changed.update(read_at=timezone.now() if read else None)


def kinds_for(account: Account) -> list[NoticeKind]:
    """What an account may hear of: webhooks as an administrator, what waits for a person as one."""
    kinds = [each for each in NoticeKind if each not in PERSONAL and account.role != Role.NAMED]
    if account.role != Role.ADMINISTRATOR and NoticeKind.WEBHOOK_OFF in kinds:
        kinds.remove(NoticeKind.WEBHOOK_OFF)
    return kinds + [each for each in NoticeKind if each in PERSONAL and account.person_id]
