"""What an account chooses about its e-mail. Each act leaves an event, which names the address by its hash."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record
from institutions.models import Account
from institutions.values.hashing import hash_text
from rules.messages.mail.code import is_code
from rules.messages.mail.outbox import put_code
from rules.models import Mail, MailChoice, MailKind

CODES_A_DAY: Final = 5  # nobody has strangers written to through us

Json = dict[str, Any]  # Any: plain data of an event


class TooManyCodesError(Exception):
    """As many codes were sent today as are sent in a day."""


def choice_of(account: Account) -> MailChoice:
    """What it chose; a row that is not stored where it never did."""
    return MailChoice.objects.filter(account=account).first() or MailChoice(account=account)


@transaction.atomic
def choose(account: Account, *, address: str, language: str, every: str, own: dict[str, str]) -> MailChoice:
    """Store it. To an address that is new a code is sent; until it is entered nothing else is."""
    row = locked(account)
    before, moved = state_of(row), address != row.address
    row.address, row.language, row.every, row.own = address, language, every, own
    if moved:
        row.confirmed = ""
    row.save()
    if moved and address:
        send_code(row)
    record(
        actor=actor_of(account),
        verb="mail_choices_changed",
        what=f"account:{account.pk}",
        before=before,
        after=state_of(row),
        request_id=request_id.get(),
    )
    return row


@transaction.atomic
def send_code_again(account: Account) -> bool:
    """Another e-mail with the code; False where there is no address that waits for it."""
    row = locked(account)
    if not row.address or row.confirmed:
        return False
    send_code(row)
    return True


@transaction.atomic
def confirm(account: Account, given: str) -> bool:
    """Whether the code is that of the present address, which counts from now on."""
    row = locked(account)
    if not row.address or not is_code(given, account.pk, row.address):
        return False
    if not row.confirmed:
        row.confirmed = row.address
        row.save(update_fields=["confirmed"])
        what, after = f"account:{account.pk}", state_of(row)
        actor = actor_of(account)
        record(actor=actor, verb="mail_address_confirmed", what=what, after=after, request_id=request_id.get())
    return True


def send_code(row: MailChoice) -> None:
    """Put the code out, a few times a day at most."""
    since = timezone.now() - timedelta(days=1)
    sent = Mail.objects.filter(account=row.account_id, kind=MailKind.CONFIRM, requested_at__gt=since)
    if sent.count() >= CODES_A_DAY:
        raise TooManyCodesError
    put_code(row.account)


def locked(account: Account) -> MailChoice:
    """The row, made where there is none, and nobody else changes it until the end of the transaction."""
    MailChoice.objects.bulk_create([MailChoice(account=account)], ignore_conflicts=True)
    return MailChoice.objects.select_for_update(of=("self",)).select_related("account").get(account=account)


def state_of(row: MailChoice) -> Json:
    """What an event says of it."""
    return {
        "address_text_sha256": hash_text(row.address) if row.address else None,
        "confirmed": bool(row.confirmed),
        "language": row.language,
        "every": str(row.every),
        "own": row.own,
    }
