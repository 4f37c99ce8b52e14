"""Acts of an administrator on accounts. Each act leaves an event, without passwords or names at a server."""

import secrets
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from institutions.accounts.lockout import lift_lockout
from institutions.accounts.troubles import OwnAuthenticator, OwnRights
from institutions.audit.event_rows import changing
from institutions.audit.record import actor_of, record_event
from institutions.codes.errors import CodedError
from institutions.models import Account, Role
from institutions.values.hashing import hash_text

PASSWORD_BYTES: Final = 12  # 96 random bits, of which no list holds any
RIGHTS: Final = ("role", "body_id", "person_id", "is_active", "reads_secret")


class AccountRefusedError(CodedError):
    """An act that is not possible: the message names the trouble and the remedy."""


def may_manage(account: Account) -> bool:
    """Return whether an account may make and change others."""
    return account.role == Role.ADMINISTRATOR


@transaction.atomic
def make_account(account: Account, *, by: Account) -> str:
    """Store a new account. Return its first password, which cannot be shown again."""
    password = new_password()
    account.set_password(password)
    account.save(force_insert=True)
    note_account_act("account_made", account, by, after=account_state(account))
    return password


@transaction.atomic
def change_account(account: Account, *, by: Account) -> None:
    """Store the changes of an account. AccountRefusedError if somebody changes their own rights."""
    before = Account.objects.select_for_update().get(pk=account.pk)
    if before.pk == by.pk and any(getattr(before, name) != getattr(account, name) for name in RIGHTS):
        raise AccountRefusedError(OwnRights())
    with changing(Account, account.pk):
        account.save(update_fields=["username", "external_id", *(name.removesuffix("_id") for name in RIGHTS)])
    note_account_act("account_changed", account, by, before=account_state(before), after=account_state(account))


@transaction.atomic
def reset_password(account: Account, *, by: Account) -> str:
    """Set and return a new password, which cannot be shown again. It ends all sessions of the account and a
    lock-out.
    """
    password = new_password()
    account.set_password(password)
    with changing(Account, account.pk):
        account.save(update_fields=["password"])
    lift_lockout(account)
    note_account_act("password_reset", account, by)
    return password


@transaction.atomic
def end_sessions(account: Account, *, by: Account) -> None:
    """End every session of the account."""
    with changing(Account, account.pk):
        Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1)
    note_account_act("sessions_ended", account, by)


@transaction.atomic
def remove_authenticator(account: Account, *, by: Account) -> None:
    """Remove authenticator and recovery codes that somebody has lost; every session ends, and a lock-out too."""
    if account.pk == by.pk:
        raise AccountRefusedError(OwnAuthenticator())
    Authenticator.objects.filter(user=account).delete()
    lift_lockout(account)
    with changing(Account, account.pk):
        Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1)
    note_account_act("authenticator_taken_off", account, by)


def new_password() -> str:
    """Make a random password."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


def account_state(account: Account) -> dict[str, Any]:  # Any: plain data of an event
    """Return an account as events record it: its rights, and only the hash of the name at a server."""
    return {
        "role": account.role,
        "body": account.body.code if account.body else None,
        "person": str(account.person_id) if account.person_id else None,
        "active": account.is_active,
        "reads_secret": account.reads_secret,
        "external_id_text_sha256": hash_text(account.external_id) if account.external_id else None,
    }


def note_account_act(verb: str, account: Account, by: Account, **states: dict[str, Any]) -> None:  # Any: as above
    """Leave an event about an account."""
    record_event(actor=actor_of(by), verb=verb, what=f"account:{account.pk}", **states)  # type: ignore[arg-type]  # before, after
