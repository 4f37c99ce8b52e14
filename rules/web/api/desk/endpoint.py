"""The base of the endpoints of commissions: readers, members, the secretariat, and refused acts as problems."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext_noop
from rest_framework.request import Request

from institutions.codes.base import Coded
from institutions.codes.registry import coded
from institutions.drafts.errors import FieldError
from institutions.models import Account
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.problem_troubles import FieldsWrong
from institutions.web.rest.troubles import field_troubles
from rules.access.commissions import commissions_for, is_secretariat, reads_commissions, seat_of, shown_items
from rules.commission.troubles import MemberUnknown, SittingRefusedError
from rules.models import Commission, CommissionMember, Sitting, SittingItem
from rules.web.api.endpoint import Endpoint, account_of
from rules.web.api.shared_descriptions import READING_REFUSALS

READ_REFUSED: Final = problem_answers(problems.Forbidden, problems.NotFound)
ACT_REFUSED: Final = problem_answers(problems.NotFound, problems.Conflict, *READING_REFUSALS)
BARE_ACT_REFUSED: Final = problem_answers(problems.Forbidden, problems.NotFound, problems.Conflict, problems.Invalid)


@coded(
    "caller.no_commission_reader",
    gettext_noop(
        "Only members of a commission, officers of its body and auditors who have signed in read commissions. "
        "Keys cannot."
    ),
)
class NotCommissionReader(Coded):
    """A caller whose role has nothing to do with commissions."""


@coded(
    "caller.no_secretariat",
    gettext_noop("Only an officer of the body that set up the commission can do this. Ask one."),
)
class NotSecretariat(Coded):
    """A caller who is no officer of the body."""


@coded("caller.no_member", gettext_noop("Only a member of the commission can do this. Ask one."))
class NotCommissionMember(Coded):
    """A caller who has no seat in the commission."""


@coded(
    "caller.no_minutes",
    gettext_noop("Only members of the commission and officers of its body write minutes. Ask one of them."),
)
class WritesNoMinutes(Coded):
    """A caller who reads minutes and writes none."""


class CommissionEndpoint(Endpoint):
    """An endpoint of the desk."""

    def account(self, request: Request) -> Account:
        """Return the caller's account; Forbidden if its role has nothing to do with commissions. A key never has."""
        account = account_of(request)
        if account is None or not reads_commissions(account):
            raise problems.Forbidden(NotCommissionReader())
        return account

    def commission(self, account: Account, pk: UUID) -> Commission:
        """Return a commission that the account may read, or Http404."""
        return get_object_or_404(commissions_for(account).select_related("body"), pk=pk)

    def sitting(self, account: Account, pk: UUID) -> Sitting:
        """Return a sitting that the account may read, with its acts, or Http404."""
        rows = Sitting.objects.filter(commission__in=commissions_for(account))
        return get_object_or_404(rows.select_related("commission__body").prefetch_related("acts__account"), pk=pk)

    def items(self, sitting: Sitting) -> QuerySet[SittingItem]:
        """Return the contracts of a sitting that its readers may see."""
        return shown_items(SittingItem.objects.filter(sitting=sitting))

    def item(self, sitting: Sitting, number: int) -> SittingItem:
        """Return a contract of a sitting, or Http404."""
        found = get_object_or_404(self.items(sitting), number=number)
        found.sitting = sitting
        return found

    def secretariat(self, account: Account, commission: Commission) -> None:
        """Check that the account is of the secretariat; Forbidden otherwise."""
        if not is_secretariat(account, commission):
            raise problems.Forbidden(NotSecretariat())

    def member(self, account: Account, commission: Commission) -> CommissionMember:
        """Return the seat of the account; Forbidden for anybody but a member whom a person stands behind."""
        seat = seat_of(account, commission)
        if seat is None:
            raise problems.Forbidden(NotCommissionMember())
        if account.true_person is None:
            raise problems.Forbidden(MemberUnknown(name=account.username))
        return seat


@contextmanager
def refusals_as_problems(places: Mapping[str, str] | None = None) -> Iterator[None]:
    """Turn a refused act into problem+json: 409 for an act that is not possible now, 422 by field otherwise.

    `places`: the pointer into the body of each field that is called otherwise there.
    """
    with translation.override("en"):
        try:
            yield
        except SittingRefusedError as refused:
            if (said := refused.by_field.get("")) is not None:
                raise problems.Conflict(said) from refused
            errors = [
                FieldError((places or {}).get(name) or f"/{name}", said) for name, said in refused.by_field.items()
            ]
            raise problems.Invalid(FieldsWrong(), errors=field_troubles(errors)) from refused
