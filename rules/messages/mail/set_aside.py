"""A summary of e-mails that failed lately: an administrator sees everybody's, an account its own."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count, QuerySet
from django.utils import timezone

from institutions.models import Account, Role
from rules.models import Mail, MailState, MailTrouble

LATELY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MailsSetAside:
    """The number of e-mails set aside, and their most frequent trouble."""

    n: int
    trouble: str


def mails_set_aside(account: Account) -> MailsSetAside | None:
    """Summarise the e-mails set aside lately that concern the account; None if there are none. One query."""
    found = list(aside_of(account).order_by().values_list("trouble").annotate(n=Count("pk")).order_by("-n", "trouble"))
    return MailsSetAside(sum(n for _trouble, n in found), str(MailTrouble(found[0][0]).label)) if found else None


def aside_of(account: Account) -> QuerySet[Mail]:
    """Return the e-mails set aside lately: all for an administrator, else the account's own."""
    rows = Mail.objects.filter(state=MailState.SET_ASIDE, ended_at__gte=timezone.now() - LATELY)
    return rows if account.role == Role.ADMINISTRATOR else rows.filter(account=account)
