"""The choices of an account about its e-mail. Each act leaves an event, which names the address by its hash."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.events.signals import account_acted_on
from institutions.models import Account
from institutions.values.hashing import hash_text
from rules.messages.mail.address_code import is_code
from rules.messages.mail.outbox import put_code, put_moved
from rules.models import Mail, MailChoice, MailKind

CODES_A_DAY: Final = 5  # so that nobody can have e-mails sent to strangers

Json = dict[str, Any]  # Any: plain data of an event


class TooManyCodesError(Exception):
    """The day's limit of confirmation codes is reached."""


def choice_of(account: Account) -> MailChoice:
    """Return the account's choices; an unsaved row with the defaults if it never chose."""
    return MailChoice.objects.filter(account=account).first() or MailChoice(account=account)


@transaction.atomic
def store_choice(account: Account, *, address: str, language: str, every: str, own: dict[str, str]) -> MailChoice:
    """Store the choices. A new address gets a code; until it is entered, nothing else is sent there."""
    MailChoice.objects.get_or_create(account=account)
    row = locked_choice(account)
    before, moved, former = choice_state(row), address != row.address, row.confirmed
    row.address, row.language, row.every, row.own = address, language, every, own
    if moved:
        row.confirmed = ""
    with changing(MailChoice, row.pk):
        row.save()
    if moved and address:
        send_code(row)
    event = record_event(
        actor=actor_of(account),
        verb="mail_choices_changed",
        what=f"account:{account.pk}",
        before=before,
        after=choice_state(row),
        request_id=request_id.get(),
    )
    if moved and former:
        put_moved(account, former)
        account_acted_on.send(sender=Account, account=account, what=["address"], event=event.pk, by=account)
    return row


@transaction.atomic
def send_code_again(account: Account) -> bool:
    """Send another e-mail with the code; return False if no address waits for confirmation."""
    row = locked_choice(account)
    if not row.address or row.confirmed:
        return False
    send_code(row)
    return True


@transaction.atomic
def confirm_address(account: Account, given: str) -> bool:
    """Confirm the present address if the code is right, so that it is used from now on; return whether it is."""
    row = locked_choice(account)
    if not row.address or not is_code(given, account.pk, row.address):
        return False
    store_confirmation(row)
    return True


@transaction.atomic
def confirm_by_link(account: Account) -> None:
    """Confirm the address whose e-mail the owner read, since a password was set by the link in it."""
    row = locked_choice(account)
    if row.address_for_link == row.address:
        store_confirmation(row)


def store_confirmation(row: MailChoice) -> None:
    """Store that the present address is confirmed, if it is not yet."""
    if row.address and not row.confirmed:
        row.confirmed = row.address
        with changing(MailChoice, row.pk):
            row.save(update_fields=["confirmed"])
        what, after = f"account:{row.account_id}", choice_state(row)
        actor = actor_of(row.account)
        record_event(actor=actor, verb="mail_address_confirmed", what=what, after=after, request_id=request_id.get())


def send_code(row: MailChoice) -> None:
    """Put the e-mail with the code into the outbox. TooManyCodesError beyond the day's limit."""
    since = timezone.now() - timedelta(days=1)
    sent = Mail.objects.filter(account=row.account_id, kind=MailKind.CONFIRM, requested_at__gt=since)
    if sent.count() >= CODES_A_DAY:
        raise TooManyCodesError
    put_code(row.account)


def locked_choice(account: Account) -> MailChoice:
    """Return the row, locked until the end of the transaction; an unsaved one if the account never chose."""
    rows = MailChoice.objects.select_for_update(of=("self",), no_key=True).select_related("account")
    return rows.filter(account=account).first() or MailChoice(account=account)


def choice_state(row: MailChoice) -> Json:
    """Return the choices as an event records them: the address as a hash."""
    return {
        "address_text_sha256": hash_text(row.address) if row.address else None,
        "confirmed": bool(row.confirmed),
        "language": row.language,
        "every": str(row.every),
        "own": row.own,
    }
