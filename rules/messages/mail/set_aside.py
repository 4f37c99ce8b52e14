"""A summary of e-mails that failed lately: an administrator sees everybody's, an account its own.

Everybody's are partly about restricted cases: their number, watched from day to day, would tell that there is one and
when something happened in it. Whoever keeps mail running needs the trouble, not the number (decision 138).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count, QuerySet
from django.utils import timezone

from institutions.access.callers import reader_for
from institutions.models import Account, Role
from rules.models import Mail, MailState, MailTrouble

LATELY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MailsSetAside:
    """The number of e-mails set aside, None for whoever may not know it, and their most frequent trouble."""

    n: int | None
    trouble: str


def mails_set_aside(account: Account) -> MailsSetAside | None:
    """Summarise the e-mails set aside lately that concern the account; None if there are none. One query."""
    found = list(aside_of(account).order_by().values_list("trouble").annotate(n=Count("pk")).order_by("-n", "trouble"))
    if not found:
        return None
    number = sum(n for _trouble, n in found) if may_count_mails(account) else None
    return MailsSetAside(number, str(MailTrouble(found[0][0]).label))


def may_count_mails(account: Account) -> bool:
    """Return whether an account may know the number of the e-mails that `aside_of` gives it.

    Its own it may; everybody's only with the right to restricted partnerships, as on the page of the installation.
    """
    return account.role != Role.ADMINISTRATOR or reader_for(account).restricted


def aside_of(account: Account) -> QuerySet[Mail]:
    """Return the e-mails set aside lately: all for an administrator, else the account's own."""
    rows = Mail.objects.filter(state=MailState.SET_ASIDE, ended_at__gte=timezone.now() - LATELY)
    return rows if account.role == Role.ADMINISTRATOR else rows.filter(account=account)
