"""The second attempt at e-mails set aside in the last seven days: an account its own, an administrator everybody's.

The content is determined again when an e-mail is sent: notices read meanwhile, or no longer readable, are not sent.
The event names no number, since e-mails about restricted cases are among them.
"""

from typing import Final

from django.db import transaction
from django.utils import timezone

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.models import Account, Role
from rules.messages.mail.outbox import MAILS
from rules.messages.mail.set_aside import aside_of
from rules.models import Mail, MailState

SENT_AGAIN: Final = 500  # e-mails at once, the oldest first


@transaction.atomic
def send_mails_again(account: Account) -> int:
    """Queue e-mails that were set aside; return their number. The next sweep notifies the workers."""
    chosen = list(aside_of(account).order_by("requested_at", "pk").values_list("pk", flat=True)[:SENT_AGAIN])
    done = Mail.objects.filter(pk__in=chosen, state=MailState.SET_ASIDE).update(
        **MAILS.waiting_columns(), **MAILS.limit.fresh(timezone.now())
    )
    if done:
        record_event(
            actor=actor_of(account),
            verb="mails_sent_again",
            what=f"account:{account.pk}",
            after={"everybodys": account.role == Role.ADMINISTRATOR},
            request_id=request_id.get(),
        )
    return done
