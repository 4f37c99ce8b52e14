"""Putting a message out, in the transaction of what it tells of: ids, kinds and links, no names.

Nothing is put out of a secret partnership. Whoever hears reads the rest over REST, with a key that may.
"""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from institutions.access.partnerships import is_restricted
from institutions.jobs.dispatch import send
from institutions.jobs.queues import Queues
from institutions.models import Partnership
from rules.models import DeliveryState, Webhook, WebhookDelivery, WebhookEvent

Json = dict[str, Any]  # Any: plain data
MOST_TRIES: Final = 12
TASK: Final = "rules.deliver"
LISTED: Final = 200  # ids in a message; `more` says that there are others


def put(event: WebhookEvent, partnership_id: UUID, data: Json) -> None:
    """A row for each webhook of the partnership's body that wants to hear of it: two queries where there is none."""
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
            "partnership": link("api:partnership", partnership_id),
            "case": link("api:case", partnership_id),
        }
        content = content_of(event, {"partnership": str(partnership_id), **data, "links": links})
        add(wanting, event, content, partnership)


def ping(webhook: Webhook) -> WebhookDelivery:
    """A test delivery: tried like any other."""
    (row,) = add([webhook], WebhookEvent.PING, content_of(WebhookEvent.PING, {"webhook": webhook.pk}), None)
    return row


def add(
    webhooks: Iterable[Webhook], event: WebhookEvent, content: str, partnership: Partnership | None
) -> list[WebhookDelivery]:
    """The rows, and a word to the workers once they are committed."""
    if not transaction.get_connection().in_atomic_block:
        message = "A message is put out in the transaction of what it tells of."
        raise RuntimeError(message)
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
        transaction.on_commit(partial(tell_or_note, row.pk), robust=True)
    return rows


def tell_or_note(delivery: UUID) -> None:
    """Tell the workers; where that failed, the next sweep does."""
    if not tell(delivery):
        WebhookDelivery.objects.filter(pk=delivery, state=DeliveryState.WAITING).update(told_at=None)


def tell(delivery: UUID) -> bool:
    """Send the word once; False where the broker did not take it."""
    return send(TASK, delivery, queue=Queues(settings.CELERY_QUEUE).waiting)


def content_of(event: WebhookEvent, data: Json) -> str:
    """The message as it is signed and sent, at every attempt the same bytes."""
    said = {"type": event.value, "timestamp": timezone.now().isoformat(), "data": data}
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"))


def link(name: str, *place: object) -> str:
    """An address of the REST interface; with its host where SITE_URL says it."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(name, args=place)}"


def listed(rows: list[Json]) -> tuple[list[Json], bool]:
    """As many rows as a message holds, and whether there are more."""
    return rows[:LISTED], len(rows) > LISTED
