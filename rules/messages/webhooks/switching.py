"""Switching webhooks off, automatically if nothing got through for days."""

import logging
from datetime import datetime, timedelta
from typing import Final

from institutions.audit.event_rows import changing
from institutions.audit.record import SYSTEM, record_event
from rules.messages.notices.recipients import administrators_to_notify
from rules.messages.notices.writing import write_notices
from rules.models import DeliveryState, DeliveryTrouble, NoticeKind, Webhook, WebhookDelivery

logger = logging.getLogger(__name__)

OFF_AFTER: Final = timedelta(days=3)
OFF_AFTER_FAILURES: Final = 10  # so that a rarely used webhook is not judged by two attempts


def has_failed_for_long(webhook: Webhook, now: datetime) -> bool:
    """Return whether all of many attempts failed over days."""
    since = webhook.failing_since
    return webhook.active and webhook.failures >= OFF_AFTER_FAILURES and bool(since and since <= now - OFF_AFTER)


def switch_off_failing(webhook: Webhook) -> None:
    """Switch off a failing webhook and notify administrators. Call it in the transaction of the last failed attempt."""
    switch_off(webhook, "failing")
    record_event(actor=SYSTEM, verb="webhook_off", what=f"webhook:{webhook.pk}", after={"because": "failing"})
    since = int(webhook.failing_since.timestamp()) if webhook.failing_since else 0
    data = {"webhook": webhook.pk, "body": webhook.body.code or ""}
    write_notices(NoticeKind.WEBHOOK_OFF, f"webhook:{webhook.pk}/{since}", administrators_to_notify(), None, **data)
    logger.error("Webhook %s was switched off: nothing was delivered since %s.", webhook.pk, webhook.failing_since)


def switch_off(webhook: Webhook, because: str) -> None:
    """Stop sending; set waiting deliveries aside, to be sent again by hand. The caller records the event."""
    webhook.active, webhook.off_because = False, because
    with changing(Webhook, webhook.pk):
        webhook.save(update_fields=["active", "off_because"])
    waiting = WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.SET_ASIDE, trouble=DeliveryTrouble.OFF, told_at=None)
