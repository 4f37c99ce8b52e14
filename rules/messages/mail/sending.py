"""One attempt at one e-mail: claimed by a conditional UPDATE with a lease, sent outside of transactions, noted.

The content is determined only now: the account as it is, its choices, and what it may read and has not read yet. A
worker that dies between sending and noting leaves a lease that ends: the e-mail is then sent once more, with the same
Message-ID.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from institutions.jobs.claiming import Claim, claim_job
from rules.messages.mail.bundling import take_over_notices
from rules.messages.mail.outbox import MAILS, TRIES
from rules.messages.mail.wording import MailText, mail_text
from rules.messages.readable_notices import notices_for
from rules.models import OF_THE_ACCOUNT, Mail, MailChoice, MailKind, MailState, MailTrouble, MailWhen, Notice

logger = logging.getLogger(__name__)

REST: Final = timedelta(minutes=5)  # the wait of all e-mails for a server that is not there
RESTING: Final = 5_000  # rows at once


@dataclass(frozen=True, slots=True)
class MailAttempt:
    """The result of an attempt: its trouble, empty if it was sent or nothing was left to say."""

    trouble: str = ""
    said: bool = True


def try_mail(mail: UUID) -> MailAttempt | None:
    """Try a waiting e-mail once; return None if there is none, it is not due, or another worker has it."""
    taken = claim_job(MAILS, mail)
    if taken is None:
        return None
    take_over_notices(taken)
    row = taken.job
    choice = MailChoice.objects.select_related("account").filter(account=row.account_id).first()
    text = mail_to_send(row, choice) if choice else None
    outcome = hand_to_server(row, address_of(row, choice), text) if choice and text else MailAttempt(said=False)
    note_attempt(taken, outcome)
    return outcome


def mail_to_send(row: Mail, choice: MailChoice) -> MailText | None:
    """Return the text; None if the account has left, chose otherwise, or has nothing unread that it may read.

    An account that was switched off is sent only what was done to it.
    """
    if row.kind == MailKind.MOVED:
        return mail_text(row, choice, [])
    if row.kind == MailKind.LINK:
        return mail_text(row, choice, []) if choice.account.is_active and choice.address_for_link else None
    if not choice.address or (not choice.account.is_active and row.kind != MailKind.NOTICE):
        return None
    if row.kind == MailKind.CONFIRM:
        return None if choice.confirmed else mail_text(row, choice, [])
    notices = notices_left(row, choice)
    return mail_text(row, choice, notices) if notices else None


def notices_left(row: Mail, choice: MailChoice) -> list[Notice]:
    """Return the e-mail's notices that are unread, may be read, and are still wanted."""
    own = notices_for(choice.account).filter(mailed__mail=row, read_at__isnull=True)
    found = own.select_related("partnership").order_by("pk")
    active = choice.account.is_active
    wanted = (each for each in found if choice.when(each.kind) != MailWhen.NONE)
    return [each for each in wanted if active or each.kind in OF_THE_ACCOUNT]


def address_of(row: Mail, choice: MailChoice) -> str:
    """Return the address that an e-mail goes to."""
    if row.kind == MailKind.MOVED:
        return row.address
    return choice.address_for_link if row.kind == MailKind.LINK else choice.address


def hand_to_server(row: Mail, address: str, text: MailText) -> MailAttempt:
    """Hand the e-mail to the mail server; return the outcome."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "policyengine"
    headers = {"Message-ID": f"<{row.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(text.subject, text.body, to=[address], headers=headers).send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        return MailAttempt(MailTrouble.ADDRESS if all(500 <= code < 600 for code in codes) else MailTrouble.ANSWER)
    except smtplib.SMTPAuthenticationError:
        return MailAttempt(MailTrouble.SIGN_IN)
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError):
        return MailAttempt(MailTrouble.CONNECTION)
    except (smtplib.SMTPException, UnicodeError):
        return MailAttempt(MailTrouble.ANSWER)
    except OSError:  # no connection, a name that is not known, a certificate, time that is over
        return MailAttempt(MailTrouble.CONNECTION)
    return MailAttempt()


@transaction.atomic
def note_attempt(taken: Claim[Mail], outcome: MailAttempt) -> None:
    """Record the outcome, if the attempt is still valid. A refused address is not tried again."""
    now, row = timezone.now(), taken.job
    over = {"lease_until": None, "told_at": None}
    if not outcome.trouble:
        state = MailState.SENT if outcome.said else MailState.DROPPED
        taken.rows().update(state=state, ended_at=now, trouble="", address="", **over)
        return
    left_ = 0 if outcome.trouble == MailTrouble.ADDRESS else row.tries_left - 1
    state = MailState.WAITING if left_ else MailState.SET_ASIDE
    taken.rows().update(state=state, **over, **TRIES.after_failure(left_, now, outcome.trouble))
    if outcome.trouble == MailTrouble.CONNECTION:
        let_mails_rest(now)
    logger.warning("E-mail %s was not sent (%s); %d tries are left.", row.pk, outcome.trouble, left_)


def let_mails_rest(now: datetime) -> None:
    """Let all other e-mails wait too, locked in one order so that two workers do not block each other."""
    due = Mail.objects.filter(state=MailState.WAITING, next_at__lt=now + REST).order_by("pk")
    rows = list(due.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)[:RESTING])
    Mail.objects.filter(pk__in=rows, state=MailState.WAITING).update(next_at=now + REST, told_at=None)
