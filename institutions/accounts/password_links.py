"""Links of one use by which owners set their passwords: nobody else ever sets or sees one.

The tokens are Django's. One is over when its time is (PASSWORD_RESET_TIMEOUT), when a newer link is made, when the
password was set or somebody signed in since, or when an administrator ended the sessions.
"""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from institutions.accounts.lockout import lift_lockout
from institutions.accounts.managing import AccountRefusedError, note_account_act
from institutions.accounts.troubles import LinkOfInactive, LinkOver, LinksOfADay, NoAddressForLink
from institutions.audit.event_rows import changing
from institutions.events.signals import password_link_asked, password_set
from institutions.models import Account, AuditEvent

LINKS_A_DAY: Final = 5  # that one account is sent: nobody fills a mailbox with them
SENT: Final = "password_link_sent"


class LinkTokens(PasswordResetTokenGenerator):
    """The tokens of links that reach their owner in one way."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.key_salt = f"institutions.password_link.{way}"

    def _make_hash_value(self, user: Account, timestamp: int) -> str:
        """Return what must not have changed since the token was made."""
        signed_in: datetime | None = user.last_login
        at = signed_in.replace(microsecond=0, tzinfo=None) if signed_in else ""
        return f"{user.pk}{user.password}{at}{timestamp}{user.links_made}{user.sessions_ended}{user.is_active}"


MAILED: Final = LinkTokens("mail")  # whoever has the token reads the account's e-mail
PRINTED: Final = LinkTokens("print")  # printed on the server, and handed over in person


class AnyLinkTokens:
    """The check of a token that came in either way."""

    def check_token(self, user: Account | None, token: str | None) -> bool:
        """Return whether the token is valid for the account."""
        return MAILED.check_token(user, token) or PRINTED.check_token(user, token)


def place_of_link(account: Account, tokens: LinkTokens) -> tuple[str, str]:
    """Return the variable parts of a link's address: the account and the token."""
    return urlsafe_base64_encode(force_bytes(account.pk)), tokens.make_token(account)


@transaction.atomic
def send_password_link(account: Account, *, by: Account | None, address: str = "") -> None:
    """Send the owner a link; every link of before is over. `address`: that of a new account, which has none on file.

    AccountRefusedError for an account that is switched off, that was sent too many of a day, or that has no address to
    which a link may go.
    """
    begin_link(account)
    since = timezone.now() - timedelta(days=1)
    sent_before = AuditEvent.objects.filter(object=f"account:{account.pk}", verb=SENT, at__gt=since)
    if sent_before.count() >= LINKS_A_DAY:
        raise AccountRefusedError(LinksOfADay(most=LINKS_A_DAY, name=account.username))
    answers = password_link_asked.send(sender=Account, account=account, address=address)
    if not any(sent for _receiver, sent in answers):
        raise AccountRefusedError(NoAddressForLink(name=account.username))
    note_account_act(SENT, account, by, what_owner_learns=("link",))


@transaction.atomic
def print_password_link(account: Account) -> tuple[str, str]:
    """Make a link for a command on the server, and return the parts of its address. AccountRefusedError as above."""
    begin_link(account)
    note_account_act("password_link_printed", account, None, what_owner_learns=("link",))
    return place_of_link(account, PRINTED)


def begin_link(account: Account) -> None:
    """End the links made before. AccountRefusedError for an account that is switched off."""
    if not account.is_active:
        raise AccountRefusedError(LinkOfInactive())
    with changing(Account, account.pk):
        Account.objects.filter(pk=account.pk).update(links_made=F("links_made") + 1)
    account.refresh_from_db(fields=["links_made"])


@transaction.atomic
def set_password_by_link(account: Account, password: str, token: str) -> None:
    """Set the password that the owner chose. It ends every session, the link, and a lock-out.

    Of two requests with one token at the same moment the second waits. AccountRefusedError where the token is over.
    """
    account = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    mailed = MAILED.check_token(account, token)
    if not mailed and not PRINTED.check_token(account, token):
        raise AccountRefusedError(LinkOver())
    account.set_password(password)
    with changing(Account, account.pk):
        account.save(update_fields=["password"])
    lift_lockout(account)
    note_account_act("password_set_by_link", account, account, what_owner_learns=("password",))
    password_set.send(sender=Account, account=account, mailed=mailed)
