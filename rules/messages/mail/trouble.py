"""What did not get through lately, in a word: to administrators of everybody's e-mail, to an account of its own."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count, QuerySet
from django.utils import timezone

from institutions.models import Account, Role
from rules.models import Mail, MailState, MailTrouble

LATELY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Aside:
    """How many e-mails were set aside, and the trouble that most of them had."""

    n: int
    trouble: str


def aside(account: Account) -> Aside | None:
    """Of all for an administrator, else of its own; None where there is nothing to say: one query."""
    found = list(aside_of(account).order_by().values_list("trouble").annotate(n=Count("pk")).order_by("-n", "trouble"))
    return Aside(sum(n for _trouble, n in found), str(MailTrouble(found[0][0]).label)) if found else None


def aside_of(account: Account) -> QuerySet[Mail]:
    """What was set aside lately: everybody's for an administrator, else its own."""
    rows = Mail.objects.filter(state=MailState.SET_ASIDE, ended_at__gte=timezone.now() - LATELY)
    return rows if account.role == Role.ADMINISTRATOR else rows.filter(account=account)
