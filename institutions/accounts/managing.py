"""Acts of an administrator on accounts. Each leaves an event, without names at a server, and the owner is notified.

What takes a second administrator becomes a request instead (`requests`).
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from institutions.access.events import chain_telling_of
from institutions.accounts.protected import RIGHTS
from institutions.accounts.troubles import AccountNameTaken, OwnRights
from institutions.audit.event_rows import changing
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.codes.errors import CodedError
from institutions.events.signals import account_acted_on, account_joined
from institutions.models import ROLES_OF_A_BODY, Account, Role
from institutions.models.advisory_locks import wait_for_lock
from institutions.values.hashing import hash_text

COLUMNS: Final = (*RIGHTS, "username", "external_id")  # which a form can change
USER_NAMES: Final = "user names"  # the lock
FIELDS: Final = (*(name.removesuffix("_id") for name in RIGHTS), "username", "external_id")


class AccountRefusedError(CodedError):
    """An act that is not possible: the message names the trouble and the remedy."""


def may_manage(account: Account) -> bool:
    """Return whether an account may make and change others."""
    return account.role == Role.ADMINISTRATOR


@transaction.atomic
def store_new_account(account: Account, *, by: Account | None) -> None:
    """Store a new account. Nobody can sign in to it before its owner has set a password by a link."""
    account.set_unusable_password()
    save_under_free_names(account, force_insert=True)
    event = note_account_act("account_made", account, by, after=account_state(account))
    signal_joined(account, None, event, by)


@transaction.atomic
def store_change(account: Account, *, by: Account | None, moved: bool = False) -> None:
    """Store the changes of an account, and notify its owner of the names of the changed values.

    Switching it off ends its sessions: none of them is valid again when it is switched on. `moved`: with all others of
    its body, by a reorganisation. None of them is a stranger to the others, who are not notified.
    """
    before = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    changed = tuple(name for name in COLUMNS if getattr(before, name) != getattr(account, name))
    with changing(Account, account.pk):
        save_under_free_names(account, update_fields=FIELDS)
        if before.is_active and not account.is_active:
            Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1)
    states = {"before": account_state(before), "after": account_state(account)}
    event = note_account_act("account_changed", account, by, what_owner_learns=changed, **states)
    if not moved:
        signal_joined(account, before, event, by)


def signal_joined(account: Account, before: Account | None, event: int, by: Account | None) -> None:
    """Signal that an account acts for a body for which it did not act before; `before` is None for a new one."""
    body = body_acted_for(account)
    if body and (before is None or body_acted_for(before) != body):
        account_joined.send(sender=Account, account=account, event=event, by=by)


def body_acted_for(account: Account) -> UUID | None:
    """Return the body for which an account acts; None for one that is switched off, or has another role."""
    return account.body_id if account.is_active and account.role in ROLES_OF_A_BODY else None


def save_under_free_names(account: Account, **how: Any) -> None:  # Any: options of Django's save
    """Save an account. AccountRefusedError where another one has its user name or its name at the server by now.

    A form has compared the names before, a request perhaps days before. One new name is compared and stored at a time:
    no constraint keeps apart two that differ in case alone, since installations may have such from before. A change
    that keeps the name waits for nobody.
    """
    if not Account.objects.filter(pk=account.pk, username=account.username).exists():
        wait_for_lock(USER_NAMES)
    if account.shares_new_name:
        raise AccountRefusedError(AccountNameTaken())
    try:
        with transaction.atomic():
            account.save(**how)
    except IntegrityError as taken:
        raise AccountRefusedError(AccountNameTaken()) from taken


@transaction.atomic
def end_sessions(account: Account, *, by: Account) -> None:
    """End every session of the account."""
    with changing(Account, account.pk):
        Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1)
    note_account_act("sessions_ended", account, by, what_owner_learns=("sessions",))


def refuse_own_rights(account: Account, by: Account) -> None:
    """Refuse an administrator who changes their own rights, or those of another account of theirs."""
    if account.pk == by.pk or account.is_same_person(by):
        raise AccountRefusedError(OwnRights())


def account_state(account: Account) -> dict[str, Any]:  # Any: plain data of an event
    """Return an account as events record it: its rights, and only the hashes of its names here and at a server."""
    return {
        "username_sha256": hash_text(account.username),
        "role": account.role,
        "body": account.body.code if account.body else None,
        "person": str(account.person_id) if account.person_id else None,
        "active": account.is_active,
        "reads_secret": account.reads_secret,
        "external_id_text_sha256": hash_text(account.external_id) if account.external_id else None,
    }


def chain_of(account: Account, *states: dict[str, Any]) -> str:  # Any: as above
    """Return the chain for an event about an account: the restricted one if it names a person known there alone."""
    people = {UUID(each["person"]) for each in states if each and each.get("person")}
    return chain_telling_of(parties=people | ({account.person_id} if account.person_id else set()))


def note_account_act(
    verb: str,
    account: Account,
    by: Account | None,
    *,
    what_owner_learns: Sequence[str] = (),
    **states: dict[str, Any],  # Any: as above
) -> int:
    """Leave an event about an account, and signal what its owner learns of; return the number of the event's row."""
    event = record_event(
        actor=actor_of(by),
        verb=verb,
        what=f"account:{account.pk}",
        before=states.get("before"),
        after=states.get("after"),
        request_id=request_id.get(),
        chain=chain_of(account, *states.values()),
    )
    if what_owner_learns:
        account_acted_on.send(sender=Account, account=account, what=list(what_owner_learns), event=event.pk, by=by)
    return event.pk
