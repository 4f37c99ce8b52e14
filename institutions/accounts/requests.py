"""Acts that take two administrators: one asks, another one confirms. Each step leaves an event.

On the server itself `manage.py account_requests` confirms: for an installation with one administrator, or before
administrators are linked to persons.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from institutions.accounts.lockout import lift_lockout
from institutions.accounts.managing import (
    COLUMNS,
    AccountRefusedError,
    may_manage,
    note_account_act,
    refuse_own_rights,
    store_change,
    store_new_account,
)
from institutions.accounts.password_links import send_password_link
from institutions.accounts.protected import RIGHTS, joins_person, needs_second_administrator, other_accounts
from institutions.accounts.troubles import (
    AboutYourself,
    AccountChangedMeanwhile,
    AskerLeft,
    OwnAuthenticator,
    OwnRequest,
    RequestOver,
    RequestWaitsAlready,
    SamePersonAsked,
    WithoutPerson,
)
from institutions.audit.event_rows import changing
from institutions.audit.record import SYSTEM, record_event
from institutions.audit.second_factors import authenticator_hash
from institutions.codes.base import Coded
from institutions.events.signals import account_acted_on, account_request_made
from institutions.models import Account, AccountRequest, RequestKind, RequestState
from institutions.values.hashing import hash_text

Columns = dict[str, Any]  # Any: values of the columns of an account, as JSON
AUTHENTICATORS: Final = "authenticators"  # in `before` of a request for their removal, since version 1.2


@transaction.atomic
def make_account(account: Account, *, by: Account, address: str = "") -> AccountRequest | None:
    """Store a new account. A protected one stays switched off and a request waits, which is returned.

    With an address the owner is sent a link to set a password, as soon as they may sign in.
    """
    if not needs_second_administrator(None, account):
        store_new_account(account, by=by)
        if address and account.is_active:
            send_password_link(account, by=by, address=address)
        return None
    account.is_active = False
    store_new_account(account, by=by)
    before = columns_of(account)
    return ask(account, RequestKind.RIGHTS, by, before, {**before, "is_active": True}, address)


@transaction.atomic
def change_account(account: Account, *, by: Account) -> AccountRequest | None:
    """Store the changes of an account, or return the request that waits for a second administrator.

    AccountRefusedError if somebody changes their own rights.
    """
    before = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    if any(getattr(before, name) != getattr(account, name) for name in RIGHTS):
        refuse_own_rights(before, by)
        if account.is_same_person(by):
            refuse_own_rights(account, by)
    if not needs_second_administrator(before, account):
        store_change(account, by=by)
        return None
    return ask(before, RequestKind.RIGHTS, by, columns_of(before), columns_of(account))


@transaction.atomic
def ask_to_remove_authenticator(account: Account, *, by: Account) -> AccountRequest:
    """Ask for the removal of an authenticator and recovery codes that somebody has lost."""
    if account.pk == by.pk or account.is_same_person(by):
        raise AccountRefusedError(OwnAuthenticator())
    return ask(account, RequestKind.AUTHENTICATOR, by, {AUTHENTICATORS: authenticators_of(account)}, {})


def ask(
    account: Account, kind: RequestKind, by: Account, before: Columns, after: Columns, address: str = ""
) -> AccountRequest:
    """Store a request, and notify the other administrators. AccountRefusedError while another one waits."""
    lapse_requests(timezone.now())
    if AccountRequest.objects.filter(account=account, kind=kind, state=RequestState.WAITING).exists():
        raise AccountRefusedError(RequestWaitsAlready())
    row = AccountRequest.objects.create(
        account=account, kind=kind, before=before, after=after, address=address, asked_by=by
    )
    event = note_request("request_made", row, by, what_owner_learns=("asked",))
    notify_same_person(row, by, event)
    account_request_made.send(sender=AccountRequest, request=row)
    return row


def notify_same_person(row: AccountRequest, by: Account, event: int) -> None:
    """Notify the owners of a person's accounts, before another account can act for that person."""
    if row.kind != RequestKind.RIGHTS:
        return
    wanted = Account.objects.get(pk=row.account_id)
    set_columns(wanted, row.after)
    if joins_person(row.account, wanted):
        for each in other_accounts(wanted):
            account_acted_on.send(sender=Account, account=each, what=["same_person"], event=event, by=by)


@transaction.atomic
def confirm_request(request: AccountRequest, *, by: Account | None) -> None:
    """Do what a request asks for; `by` None: on the server itself. AccountRefusedError where this is not possible."""
    row = locked_request(request)
    if problem := confirmation_refusal(row, by):
        raise AccountRefusedError(problem)
    if row.kind == RequestKind.AUTHENTICATOR:
        if AUTHENTICATORS in row.before and row.before[AUTHENTICATORS] != authenticators_of(row.account):
            raise AccountRefusedError(AccountChangedMeanwhile())
        take_off_authenticator(row.account, by)
    else:
        apply_rights(row, by)
    settle(row, RequestState.CONFIRMED, by)
    note_request("request_confirmed", row, by)


@transaction.atomic
def refuse_request(request: AccountRequest, *, by: Account | None) -> None:
    """Refuse a request; its asker may take it back in this way too."""
    row = locked_request(request)
    settle(row, RequestState.REFUSED, by)
    note_request("request_refused", row, by)


def confirmation_refusal(row: AccountRequest, by: Account | None) -> Coded | None:
    """Return why somebody may not confirm a request; None if they may. Two accounts of one person are one person."""
    if not row.asked_by.is_active or not may_manage(row.asked_by):
        return AskerLeft()
    if by is None:
        return None
    if by.pk == row.asked_by_id:
        return OwnRequest()
    if by.true_person is None or row.asked_by.true_person is None:
        return WithoutPerson(number=row.pk)
    if by.is_same_person(row.asked_by):
        return SamePersonAsked()
    linked = Account(person_id=UUID(row.after["person_id"])) if row.after.get("person_id") else None
    if by.is_same_person(row.account) or (linked and by.is_same_person(linked)):
        return AboutYourself()
    return None


def apply_rights(row: AccountRequest, by: Account | None) -> None:
    """Store the values of a request, if the account is as it was; a new account gets its link."""
    account = row.account
    if columns_of(account) != row.before:
        raise AccountRefusedError(AccountChangedMeanwhile())
    set_columns(account, row.after)
    store_change(account, by=by)
    if row.address:
        send_password_link(account, by=by, address=row.address)


def set_columns(account: Account, values: Columns) -> None:
    """Set the columns of an account in memory to the values of a request."""
    for name, value in values.items():
        setattr(account, name, UUID(value) if value and name in ("body_id", "person_id") else value)


def authenticators_of(account: Account) -> list[str]:
    """Return the hashes of an account's authenticators: one that its owner sets up later is another one."""
    return [
        authenticator_hash(each)
        for each in Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).order_by("pk")
    ]


def take_off_authenticator(account: Account, by: Account | None) -> None:
    """Remove authenticator and recovery codes; every session ends, and a lock-out too."""
    Authenticator.objects.filter(user=account).delete()
    lift_lockout(account)
    with changing(Account, account.pk):
        Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1)
    note_account_act("authenticator_taken_off", account, by, what_owner_learns=("authenticator",))


def locked_request(request: AccountRequest) -> AccountRequest:
    """Return a request as it is now, locked with its account. AccountRefusedError if it no longer waits."""
    Account.objects.select_for_update(of=("self",), no_key=True).get(pk=request.account_id)
    rows = AccountRequest.objects.select_related("account__person", "account__body", "asked_by__person")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    if row.state != RequestState.WAITING or row.lapses_at <= timezone.now():
        raise AccountRefusedError(RequestOver())
    return row


def lapse_requests(now: datetime) -> int:
    """Settle the requests that nobody confirmed in time; return their number. Each in a transaction of its own."""
    due = list(AccountRequest.objects.filter(state=RequestState.WAITING, lapses_at__lte=now).order_by("pk"))
    for each in due:
        with transaction.atomic():
            row = AccountRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=each.pk)
            if row.state == RequestState.WAITING:
                settle(row, RequestState.LAPSED, None)
                note_request("request_lapsed", row, None, actor=SYSTEM)
    return len(due)


def settle(row: AccountRequest, state: RequestState, by: Account | None) -> None:
    """Store the end of a request; the address of a new account is not kept here."""
    row.state, row.settled_by, row.settled_at, row.address = state, by, timezone.now(), ""
    with changing(AccountRequest, row.pk):
        row.save(update_fields=["state", "settled_by", "settled_at", "address"])


def columns_of(account: Account) -> Columns:
    """Return the columns that a form can change, as JSON."""
    values = {name: getattr(account, name) for name in COLUMNS}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}


EVENT_COLUMNS: Final = ("role", "is_active", "reads_secret")


def note_request(
    verb: str, row: AccountRequest, by: Account | None, *, actor: str = "", what_owner_learns: Sequence[str] = ()
) -> int:
    """Leave an event about a request, which says what is asked for and the hash of its address; return its row."""
    said: dict[str, Any] = {"request": row.pk, "kind": str(row.kind), "asked_by": row.asked_by_id}
    said |= {name: row.after[name] for name in EVENT_COLUMNS if name in row.after}
    said |= {name.removesuffix("_id"): row.after[name] for name in ("body_id", "person_id") if row.after.get(name)}
    if row.address:
        said["address_text_sha256"] = hash_text(row.address)
    if actor:
        return record_event(actor=actor, verb=verb, what=f"account:{row.account_id}", after=said).pk
    return note_account_act(verb, row.account, by, what_owner_learns=what_owner_learns, after=said)
