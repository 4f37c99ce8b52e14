"""The accounts that read and act on commissions, and what they may open."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from institutions.codes.wording import code_words
from institutions.models import Account
from rules.access.commissions import commissions_for, is_secretariat, reads_commissions, seat_of, shown_items
from rules.commission.troubles import MemberUnknown
from rules.models import Commission, CommissionMember, Sitting, SittingItem
from rules.web.pages.reader import signed_in_reader


def commission_reader(request: HttpRequest) -> Account:
    """Return the account of somebody whose role reads commissions; PermissionDenied otherwise."""
    account = signed_in_reader(request)
    if not reads_commissions(account):
        raise PermissionDenied(
            _("Only members of a commission, officers of its body and auditors can open this page. Ask one of them.")
        )
    return account


def commission_of(account: Account, pk: UUID) -> Commission:
    """Return a commission that the account may read; Http404 otherwise."""
    return get_object_or_404(commissions_for(account).select_related("body"), pk=pk)


def sitting_of(account: Account, pk: UUID) -> Sitting:
    """Return a sitting that the account may read, with its acts; Http404 otherwise."""
    rows = Sitting.objects.filter(commission__in=commissions_for(account)).select_related("commission__body", "account")
    return get_object_or_404(rows.prefetch_related("acts__account"), pk=pk)


def items_of(sitting: Sitting) -> "QuerySet[SittingItem]":
    """Return the contracts of a sitting that a reader of it may see."""
    return shown_items(SittingItem.objects.filter(sitting=sitting))


def secretariat_only(account: Account, commission: Commission) -> None:
    """Refuse anybody but an officer of the body."""
    if not is_secretariat(account, commission):
        raise PermissionDenied(_("Only an officer of the body that set up the commission can do this. Ask one."))


def member_only(account: Account, commission: Commission) -> CommissionMember:
    """Return the seat of a member; PermissionDenied for anybody else, and for a member whom no person stands behind."""
    member = seat_of(account, commission)
    if member is None:
        raise PermissionDenied(_("Only a member of the commission can do this. Ask one."))
    if account.true_person is None:
        raise PermissionDenied(code_words(MemberUnknown(name=account.username)))
    return member
