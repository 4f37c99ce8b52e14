"""The outbox: messages are queued in the transaction of their cause, with ids, kinds and links but no names.

Nothing is sent about a restricted partnership. Receivers read the rest over REST, with a key that permits it.
"""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from institutions.access.partnerships import is_restricted
from institutions.jobs.dispatch import notify_after_commit
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import TryLimit
from institutions.models import Partnership
from rules.messages.link import site_link
from rules.models import DeliveryState, DeliveryTrouble, Webhook, WebhookDelivery, WebhookEvent

Json = dict[str, Any]  # Any: plain data
MOST_TRIES: Final = 12
TRIES: Final = TryLimit(
    tries=MOST_TRIES, first_wait=timedelta(seconds=30), longest_wait=timedelta(hours=12), lost=DeliveryTrouble.WORKER
)
DELIVERIES: Final[JobKind[WebhookDelivery]] = JobKind(
    model=WebhookDelivery,
    task="rules.deliver",
    waiting=DeliveryState.WAITING,
    running=DeliveryState.SENDING,
    set_aside=DeliveryState.SET_ASIDE,
    lease=lambda: timedelta(seconds=90),
    limit=TRIES,
    order="next_at",
    related=("webhook", "partnership"),
    due=lambda now: Q(
        Q(webhook__resting_until__isnull=True) | Q(webhook__resting_until__lte=now),
        next_at__lte=now,
        webhook__active=True,
    ),
)
LISTED: Final = 200  # ids in a message; `more` says that there are others


def put_deliveries(event: WebhookEvent, partnership_id: UUID, data: Json) -> None:
    """Add a row for each webhook of the partnership's body that wants the event. Two queries if there is none."""
    partnership = Partnership.objects.get(pk=partnership_id)
    if is_restricted(partnership):
        return
    wanting = [
        each
        for each in Webhook.objects.filter(body=partnership.submitted_by_id, active=True).order_by("pk")
        if event in each.events
    ]
    if wanting:
        links = {
            "partnership": site_link("api:partnership", partnership_id),
            "case": site_link("api:case", partnership_id),
        }
        content = message_content(event, {"partnership": str(partnership_id), **data, "links": links})
        add_deliveries(wanting, event, content, partnership)


def make_test_delivery(webhook: Webhook) -> WebhookDelivery:
    """Queue a test delivery, which is sent like any other."""
    (row,) = add_deliveries(
        [webhook], WebhookEvent.PING, message_content(WebhookEvent.PING, {"webhook": webhook.pk}), None
    )
    return row


def add_deliveries(
    webhooks: Iterable[Webhook], event: WebhookEvent, content: str, partnership: Partnership | None
) -> list[WebhookDelivery]:
    """Insert the rows, and notify the workers once they are committed."""
    rows = WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            webhook=each,
            event=event,
            partnership=partnership,
            content=content,
            tries_left=MOST_TRIES,
            told_at=timezone.now(),
        )
        for each in webhooks
    )
    for row in rows:
        notify_after_commit(DELIVERIES, row.pk)
    return rows


def message_content(event: WebhookEvent, data: Json) -> str:
    """Return the message to be signed and sent, the same bytes at every attempt."""
    said = {"type": event.value, "timestamp": timezone.now().isoformat(), "data": data}
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"))


def rows_that_fit(rows: list[Json]) -> tuple[list[Json], bool]:
    """Return as many rows as a message holds, and whether there are more."""
    return rows[:LISTED], len(rows) > LISTED
