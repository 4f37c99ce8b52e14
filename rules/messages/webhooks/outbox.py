"""The outbox: messages are queued in the transaction of their cause, with ids, kinds and links but no names.

Nothing is sent about a restricted partnership. Receivers read the rest over REST, with a key that permits it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from institutions.access.partnerships import is_restricted
from institutions.jobs.dispatch import notify_after_commit
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import TryLimit
from institutions.jobs.sweeping import bring_back
from institutions.models import Partnership
from institutions.models.sql_lists import among
from rules.messages.link import site_link
from rules.models import DeliveryState, DeliveryTrouble, Webhook, WebhookDelivery, WebhookEvent

Json = dict[str, Any]  # Any: plain data
MOST_TRIES: Final = 12
TRIES: Final = TryLimit(
    tries=MOST_TRIES,
    first_wait=timedelta(seconds=30),
    longest_wait=timedelta(hours=12),
    lost=DeliveryTrouble.WORKER,
    away=DeliveryTrouble.DATABASE,
)


def shorten_rests(now: datetime, back: timedelta) -> None:
    """Let no webhook rest until the time of a clock that was set back since."""
    bring_back(Webhook.objects.all(), "resting_until", now, back)


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
    on_set_back=shorten_rests,
)
LISTED: Final = 200  # ids in a message; `more` says that there are others


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message about a partnership, for the webhooks of its body that want the event."""

    event: WebhookEvent
    partnership: UUID
    data: Json


def put_deliveries(event: WebhookEvent, partnership_id: UUID, data: Json) -> None:
    """Add a row for each webhook of the partnership's body that wants the event. Two queries if there is none."""
    put_messages([CaseMessage(event, partnership_id, data)])


def put_messages(messages: Iterable[CaseMessage]) -> None:
    """Add a row for each message and webhook that wants it, in a fixed number of queries."""
    given = list(messages)
    partnerships = Partnership.objects.filter(among("pk", (each.partnership for each in given)))
    open_ones = {each.pk: each for each in partnerships if not is_restricted(each)}
    wanting: dict[UUID, list[Webhook]] = defaultdict(list)
    bodies = {each.submitted_by_id for each in open_ones.values()}
    for webhook in Webhook.objects.filter(among("body", bodies), active=True).order_by("pk"):
        wanting[webhook.body_id].append(webhook)
    insert_deliveries(
        row
        for each in given
        if (partnership := open_ones.get(each.partnership))
        and (wanted := [hook for hook in wanting[partnership.submitted_by_id] if each.event in hook.events])
        for row in new_deliveries(wanted, each.event, content_about(each), partnership)
    )


def content_about(message: CaseMessage) -> str:
    """Return the content of a message, with links to its partnership."""
    pk = message.partnership
    links = {"partnership": site_link("api:partnership", pk), "case": site_link("api:case", pk)}
    return message_content(message.event, {"partnership": str(pk), **message.data, "links": links})


def make_test_delivery(webhook: Webhook) -> WebhookDelivery:
    """Queue a test delivery, which is sent like any other."""
    content = message_content(WebhookEvent.PING, {"webhook": webhook.pk})
    (row,) = insert_deliveries(new_deliveries([webhook], WebhookEvent.PING, content, None))
    return row


def new_deliveries(
    webhooks: Iterable[Webhook], event: WebhookEvent, content: str, partnership: Partnership | None
) -> list[WebhookDelivery]:
    """Return the rows of a message, not yet stored."""
    return [
        WebhookDelivery(
            webhook=each,
            event=event,
            partnership=partnership,
            content=content,
            tries_left=MOST_TRIES,
            told_at=timezone.now(),
        )
        for each in webhooks
    ]


def insert_deliveries(deliveries: Iterable[WebhookDelivery]) -> list[WebhookDelivery]:
    """Insert the rows, and notify the workers once they are committed."""
    rows = WebhookDelivery.objects.bulk_create(deliveries)
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
