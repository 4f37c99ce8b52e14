"""The right to commissions: members read what theirs was given, officers that of their body, auditors everything."""

from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.access.callers import EVERYBODY
from institutions.access.partnerships import closed_partnerships_rule
from institutions.models import ROLES_OF_A_BODY, Account, Role
from rules.models import Commission, CommissionMember, SittingItem

READERS = frozenset({Role.OFFICER, Role.AUDITOR, Role.COMMISSION_MEMBER})


def reads_commissions(account: Account) -> bool:
    """Return whether the role has to do with commissions at all."""
    return account.role in READERS


def commissions_for(account: Account) -> QuerySet[Commission]:
    """Return the commissions that an account may read.

    An auditor reads all, an officer those of the own body, a member those of which it is a member now.
    """
    rows = Commission.objects.all()
    if account.role == Role.AUDITOR:
        return rows
    if account.role == Role.OFFICER:
        return rows.filter(body=account.body_id) if account.body_id else rows.none()
    if account.role == Role.COMMISSION_MEMBER:
        seats = CommissionMember.objects.filter(account=account, ended_at__isnull=True)
        return rows.filter(pk__in=seats.values("commission"))
    return rows.none()


def is_secretariat(account: Account, commission: Commission) -> bool:
    """Return whether an account is of the secretariat: an officer of the body that set the commission up."""
    return account.role == Role.OFFICER and account.body_id == commission.body_id


def works_for(account: Account, body: UUID) -> bool:
    """Return whether the person behind an account also has one by which the body proposes: nobody is both sides."""
    true = account.true_person
    if true is None:
        return False
    own = Q(person=true) | Q(person__same_as=true)
    return Account.objects.filter(own, role__in=ROLES_OF_A_BODY, body=body, is_active=True).exists()


def seat_of(account: Account, commission: Commission) -> CommissionMember | None:
    """Return the seat of an account; None for anybody else, a former member, and one who works for the body by now."""
    if account.role != Role.COMMISSION_MEMBER or works_for(account, commission.body_id):
        return None
    return commission.members.filter(account=account, ended_at__isnull=True).first()


def shown_items(items: "QuerySet[SittingItem]") -> "QuerySet[SittingItem]":
    """Leave out contracts of partnerships that became restricted after the population was fixed."""
    closed = closed_partnerships_rule(EVERYBODY).under("partnership").q()
    return items.filter(Q(partnership__isnull=True) | ~closed)
