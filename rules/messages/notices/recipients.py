"""Who is told of what happens to a case. What an account may read is asked again when a notice is shown."""

from collections.abc import Iterable

from institutions.access.partnerships import accounts_that_may_open, may_open
from institutions.models import Account, Partnership, Role
from rules.review.casework.who import SUBMITTING_ROLES


def able_of(accounts: Iterable[Account], partnership: Partnership) -> set[int]:
    """Of accounts that can sign in those that may read of this case what is about themselves."""
    return {each.pk for each in accounts if may_open(each, partnership)}


def assigners_of(partnership: Partnership) -> set[int]:
    """Who assigned those who review it now."""
    assigned = {"assignments__case__partnership": partnership, "assignments__ended_at__isnull": True}
    who = Account.objects.filter(**assigned).values("assignments__assigned_by")
    return set(accounts_that_may_open(partnership).filter(pk__in=who).values_list("pk", flat=True))


def reviewers_of(partnership: Partnership) -> set[int]:
    """Who is assigned to review it now."""
    assigned = {"assignments__case__partnership": partnership, "assignments__ended_at__isnull": True}
    return set(accounts_that_may_open(partnership).filter(**assigned).values_list("pk", flat=True))


def submitters_of(partnership: Partnership) -> set[int]:
    """Who submitted a revision and still acts for the body; where none does (a system sent it), all who act for it."""
    acting = accounts_that_may_open(partnership).filter(body=partnership.submitted_by_id, role__in=SUBMITTING_ROLES)
    own = partnership.submissions.filter(account__isnull=False).order_by().values("account")
    return set(acting.filter(pk__in=own).values_list("pk", flat=True)) or set(acting.values_list("pk", flat=True))


def administrators(partnership: Partnership | None = None) -> set[int]:
    """Who keeps the service running."""
    accounts = accounts_that_may_open(partnership) if partnership else Account.objects.filter(is_active=True)
    return set(accounts.filter(role=Role.ADMINISTRATOR).values_list("pk", flat=True))
