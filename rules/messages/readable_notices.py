"""The notices of an account, limited to those whose matter it may read now."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from institutions.access.callers import READS_NOTHING, reader_for
from institutions.access.partnerships import open_partnership_rule, partnerships_for
from institutions.models import Account, DocumentParty, Role
from rules.access.account_ids import ids_of_account
from rules.access.readable_results import edits_rulebooks
from rules.access.reorganisations import reads_reorganisations
from rules.models import (
    OF_REORGANISATIONS,
    OF_THE_ACCOUNT,
    OF_THE_RULEBOOK,
    OF_THE_SERVICE,
    PERSONAL,
    Hearing,
    HearingWay,
    Notice,
    NoticeKind,
)


def notices_for(account: Account) -> QuerySet[Notice]:
    """Return the account's notices, without those it may no longer read: of a restricted case, or of a former role."""
    readable = Exists(partnerships_for(account).filter(pk=OuterRef("partnership")))
    seen = Q(readable) | Q(kind__in=OF_THE_ACCOUNT)
    if account.role == Role.ADMINISTRATOR:
        seen |= Q(kind__in=OF_THE_SERVICE)
    if edits_rulebooks(account):
        seen |= Q(kind__in=OF_THE_RULEBOOK)
    if reads_reorganisations(account):
        seen |= Q(kind__in=OF_REORGANISATIONS)
    if account.person_id:
        seen |= Q(cases_naming(account), kind__in=PERSONAL)
    return Notice.objects.filter(seen, account=account)


def cases_naming(account: Account) -> Q:
    """Match cases that name the account's person as an official, or in which that person was asked about a finding.

    It takes one more query, to identify that person. Restricted cases need the right to them.
    """
    ids = ids_of_account(account)
    case = OuterRef("partnership")
    official = DocumentParty.objects.filter(
        party__in=ids, submission__partnership=case, submission__superseded_at__isnull=True
    )
    asked = Hearing.objects.filter(person__in=ids, how=HearingWay.ASKED, finding__partnership=case)
    is_open = open_partnership_rule("partnership", reader_for(account)).q()
    return is_open & (Q(Exists(official)) | Q(Exists(asked)))


def unread_count(account: Account) -> int:
    """Count unread notices. One query, two for an account that is linked to a person."""
    return notices_for(account).filter(read_at__isnull=True).count()


def mark_notices(notices: QuerySet[Notice], *, read: bool) -> int:
    """Mark notices of one account as read or unread; return how many changed."""
    changed = notices.filter(read_at__isnull=read)
    return changed.update(read_at=timezone.now() if read else None)


def notice_kinds_for(account: Account) -> list[NoticeKind]:
    """Return the kinds of notices that an account may get, by its role, and its own with a person."""
    others = PERSONAL if account.role == Role.ADMINISTRATOR else PERSONAL | OF_THE_SERVICE
    others -= OF_THE_ACCOUNT
    others |= frozenset() if edits_rulebooks(account) else OF_THE_RULEBOOK
    reorganisations = OF_REORGANISATIONS if reads_reorganisations(account) else frozenset[NoticeKind]()
    always, others = OF_THE_ACCOUNT | reorganisations, others | OF_REORGANISATIONS
    kinds = [
        each for each in NoticeKind if each in always or (each not in others and account.role not in READS_NOTHING)
    ]
    return kinds + [each for each in NoticeKind if each in PERSONAL and account.person_id]
