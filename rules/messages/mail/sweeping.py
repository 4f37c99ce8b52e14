"""The sweeper of e-mails: digests are gathered, what lost its worker waits again, and what is due is told of."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from rules.messages.mail.digest import gather_digests
from rules.messages.mail.outbox import tell
from rules.models import Mail, MailState, MailTrouble

TOLD_A_SWEEP: Final = 500


def sweep_mails() -> int:
    """Look once; gives how many e-mails the workers were told of. Two sweeps at a time do no harm."""
    if not settings.MAIL_CONFIGURED:
        return 0
    now = timezone.now()
    gather_digests(now)
    take_back(now)
    return tell_due(now)


def take_back(now: datetime) -> int:
    """A lease that ended counts as a try: what kills its worker does not do so for ever."""
    lost = Mail.objects.filter(state=MailState.SENDING, lease_until__lte=now)
    return lost.update(
        state=Case(When(tries_left__lte=1, then=Value("set_aside")), default=Value("waiting")),
        ended_at=Case(When(tries_left__lte=1, then=Value(now)), default=None),
        tries_left=Case(When(tries_left__lte=1, then=Value(0)), default=F("tries_left") - 1),
        lease_until=None,
        told_at=None,
        next_at=now,
        trouble=MailTrouble.WORKER,
    )


def tell_due(now: datetime) -> int:
    """Tell of waiting e-mails that are due; stop when the broker is down."""
    long_ago = now - timedelta(seconds=settings.RESEND_SECONDS)
    untold = Q(told_at__isnull=True) | Q(told_at__lte=long_ago)
    due = Mail.objects.filter(untold, state=MailState.WAITING, next_at__lte=now)
    told = 0
    for pk in list(due.order_by("next_at", "pk").values_list("pk", flat=True)[:TOLD_A_SWEEP]):
        waiting = Mail.objects.filter(pk=pk, state=MailState.WAITING)
        if not waiting.update(told_at=now):
            continue
        if not tell(pk):
            waiting.update(told_at=None)
            break
        told += 1
    return told
