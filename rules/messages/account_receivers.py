"""Notices and e-mail about accounts, in the transaction of the act: owners learn of every act on their account.

Links to set a password go by e-mail alone: to the owner's confirmed address, or, for an account that nobody has used
yet, to the address that was entered when it was made.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.dispatch import receiver

from institutions.events.signals import (
    account_acted_on,
    account_joined,
    account_request_made,
    key_acted_on,
    password_link_asked,
    password_set,
)
from institutions.models import ROLES_OF_A_BODY, Account, AccountRequest, ApiKey
from rules.messages.mail.choices import confirm_by_link
from rules.messages.mail.outbox import put_link
from rules.messages.notices.recipients import administrators_to_notify
from rules.messages.notices.writing import write_notices
from rules.models import MailChoice, NoticeKind


@receiver(account_acted_on, dispatch_uid="rules.account_acted_on")
def notify_owner(account: Account, what: Sequence[str], event: int, **_kwargs: Any) -> None:  # Any: as Django sends it
    """Notify the owner of an act on their account, by the names of what changed."""
    write_notices(NoticeKind.ACCOUNT_CHANGED, f"event:{event}", [account.pk], None, what=list(what))


@receiver(account_request_made, dispatch_uid="rules.account_request_made")
def notify_administrators(request: AccountRequest, **_kwargs: Any) -> None:  # Any: as above
    """Notify the administrators who may confirm a request."""
    told = administrators_to_notify() - {request.asked_by_id, request.account_id}
    write_notices(NoticeKind.ACCOUNT_REQUEST, f"request:{request.pk}", told, None)


@receiver(key_acted_on, dispatch_uid="rules.key_acted_on")
def notify_body_of_key(key: ApiKey, by: Account | None, **_kwargs: Any) -> None:  # Any: as above
    """Notify everybody who acts for a body that a system got a key of it."""
    told = acting_for(key.body_id) - ({by.pk} if by else set())
    write_notices(NoticeKind.KEY_MADE, f"key:{key.pk}", told, None, key=key.prefix, body=key.body.code)


@receiver(account_joined, dispatch_uid="rules.account_joined")
def notify_body_of_account(account: Account, event: int, by: Account | None, **_kwargs: Any) -> None:  # Any: as above
    """Notify everybody who acts for a body that another account does, which reads what they read."""
    if account.body is None:
        return
    told = acting_for(account.body.pk) - {account.pk} - ({by.pk} if by else set())
    write_notices(NoticeKind.ACCOUNT_JOINED, f"event:{event}", told, None, body=account.body.code)


def acting_for(body: UUID) -> set[int]:
    """Return the accounts that act for a body."""
    told = Account.objects.filter(is_active=True, body=body, role__in=ROLES_OF_A_BODY)
    return set(told.values_list("pk", flat=True))


@receiver(password_link_asked, dispatch_uid="rules.password_link_asked")
def mail_link(account: Account, address: str, **_kwargs: Any) -> bool:  # Any: as above
    """Queue the e-mail with a link; return False where no mail server is set up, or no address may get it."""
    if not settings.MAIL_CONFIGURED:
        return False
    if address:
        MailChoice.objects.get_or_create(account=account, defaults={"address": address})
    choice = MailChoice.objects.select_related("account").filter(account=account).first()
    if choice is None or not choice.address_for_link:
        return False
    put_link(account)
    return True


@receiver(password_set, dispatch_uid="rules.password_set")
def confirm_mailed_address(account: Account, *, mailed: bool, **_kwargs: Any) -> None:  # Any: as above
    """Confirm the address whose e-mail the owner has just read."""
    if mailed:
        confirm_by_link(account)
