"""Recipients of notices about a case. The right to read a notice is checked again when it is shown."""

from collections.abc import Iterable

from institutions.access.partnerships import accounts_that_may_open, may_open
from institutions.models import ROLES_OF_A_BODY, Account, Partnership, Role


def able_of(accounts: Iterable[Account], partnership: Partnership) -> set[int]:
    """Return the accounts that can sign in and may read what this case says about them."""
    return {each.pk for each in accounts if may_open(each, partnership)}


def assigners_of(partnership: Partnership) -> set[int]:
    """Return the accounts that assigned the present reviewers."""
    assigned = {"assignments__case__partnership": partnership, "assignments__ended_at__isnull": True}
    who = Account.objects.filter(**assigned).values("assignments__assigned_by")
    return set(accounts_that_may_open(partnership).filter(pk__in=who).values_list("pk", flat=True))


def reviewers_of(partnership: Partnership) -> set[int]:
    """Return the accounts assigned to review it now."""
    assigned = {"assignments__case__partnership": partnership, "assignments__ended_at__isnull": True}
    return set(accounts_that_may_open(partnership).filter(**assigned).values_list("pk", flat=True))


def submitters_of(partnership: Partnership) -> set[int]:
    """Return the accounts that submitted a revision and still act for the body; if none does, all who act for it.

    None does, for example, if a system sent the revisions.
    """
    acting = accounts_that_may_open(partnership).filter(body=partnership.submitted_by_id, role__in=ROLES_OF_A_BODY)
    own = partnership.submissions.filter(account__isnull=False).order_by().values("account")
    return set(acting.filter(pk__in=own).values_list("pk", flat=True)) or set(acting.values_list("pk", flat=True))


def administrators_to_notify(partnership: Partnership | None = None) -> set[int]:
    """Return the administrators, who keep the service running; with a partnership those who may open it."""
    accounts = accounts_that_may_open(partnership) if partnership else Account.objects.filter(is_active=True)
    return set(accounts.filter(role=Role.ADMINISTRATOR).values_list("pk", flat=True))
