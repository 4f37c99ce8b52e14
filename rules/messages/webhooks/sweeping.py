"""The sweeper of deliveries: what lost its worker waits again, and what is due is told of."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from rules.messages.webhooks.outbox import tell
from rules.models import DeliveryState, Trouble, WebhookDelivery

SENT_A_SWEEP: Final = 500


def sweep_deliveries() -> int:
    """Look once; gives how many deliveries the workers were told of. Two sweeps at a time do no harm."""
    now = timezone.now()
    take_back(now)
    return send_due(now)


def take_back(now: datetime) -> int:
    """A lease that ended counts as a try: what kills its worker does not do so for ever."""
    lost = WebhookDelivery.objects.filter(state=DeliveryState.SENDING, lease_until__lte=now)
    return lost.update(
        state=Case(When(tries_left__lte=1, then=Value("set_aside")), default=Value("waiting")),
        tries_left=Case(When(tries_left__lte=1, then=Value(0)), default=F("tries_left") - 1),
        lease_until=None,
        told_at=None,
        next_at=now,
        trouble=Trouble.WORKER,
    )


def send_due(now: datetime) -> int:
    """Tell of waiting deliveries that are due, unless their webhook rests; stop when the broker is down."""
    long_ago = now - timedelta(seconds=settings.RESEND_SECONDS)
    due = WebhookDelivery.objects.filter(
        Q(webhook__resting_until__isnull=True) | Q(webhook__resting_until__lte=now),
        Q(told_at__isnull=True) | Q(told_at__lte=long_ago),
        state=DeliveryState.WAITING,
        next_at__lte=now,
        webhook__active=True,
    )
    sent = 0
    for pk in list(due.order_by("next_at", "pk").values_list("pk", flat=True)[:SENT_A_SWEEP]):
        waiting = WebhookDelivery.objects.filter(pk=pk, state=DeliveryState.WAITING)
        if not waiting.update(told_at=now):
            continue
        if not tell(pk):
            waiting.update(told_at=None)
            break
        sent += 1
    return sent
