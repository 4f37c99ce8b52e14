"""An administrator's acts on webhooks of a body. Each act leaves an event, never with a secret.

An address is named by its hash in the trail: its path may hold a token of the receiver's.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from institutions.accounts.sign_in.secret_text import encrypt_secret
from institutions.audit.event_rows import changing
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.models import Account, GovernmentBody
from institutions.values.hashing import hash_text
from rules.messages.webhooks.outbox import DELIVERIES, make_test_delivery
from rules.messages.webhooks.reading import set_aside_deliveries
from rules.messages.webhooks.signing import new_secret
from rules.messages.webhooks.switching import switch_off
from rules.models import DeliveryState, Webhook, WebhookDelivery

OVERLAP: Final = timedelta(days=7)  # after a change both secrets sign for so long
SENT_AGAIN: Final = 1_000  # at most, by one button

Json = dict[str, Any]  # Any: plain data of an event


@transaction.atomic
def make_webhook(body: GovernmentBody, address: str, events: Sequence[str], *, by: Account) -> tuple[Webhook, str]:
    """Make a webhook; return it and its secret, which cannot be read again."""
    secret = new_secret()
    webhook = Webhook.objects.create(
        body=body, address=address, events=sorted(events), secret=encrypt_secret(secret), made_by=by
    )
    note_webhook_act("webhook_made", webhook, by, after=webhook_state(webhook))
    return webhook, secret


@transaction.atomic
def change_webhook(webhook: Webhook, address: str, events: Sequence[str], *, by: Account) -> None:
    """Change address or events. Waiting messages go to the new address."""
    row = locked_webhook(webhook)
    before = webhook_state(row)
    row.address, row.events = address, sorted(events)
    row.failures, row.failing_since, row.resting_until = 0, None, None
    with changing(Webhook, row.pk):
        row.save(update_fields=["address", "events", "failures", "failing_since", "resting_until"])
    note_webhook_act("webhook_changed", row, by, before=before, after=webhook_state(row))


@transaction.atomic
def rotate_secret(webhook: Webhook, *, at_once: bool, by: Account) -> str:
    """Make a new secret and return it; it cannot be read again.

    The former one signs too for a week, unless `at_once` is set because others know it.
    """
    row, secret = locked_webhook(webhook), new_secret()
    row.former_secret, row.former_until = ("", None) if at_once else (row.secret, timezone.now() + OVERLAP)
    row.secret = encrypt_secret(secret)
    with changing(Webhook, row.pk):
        row.save(update_fields=["secret", "former_secret", "former_until"])
    until = row.former_until.isoformat() if row.former_until else None
    note_webhook_act("webhook_secret_changed", row, by, after={"former_until": until})
    return secret


@transaction.atomic
def switch_webhook(webhook: Webhook, *, on: bool, by: Account) -> None:
    """Switch the webhook on or off. Events while it is off are never sent."""
    row = locked_webhook(webhook)
    if row.active == on:
        return
    if on:
        row.active, row.off_because, row.failures, row.failing_since, row.resting_until = True, "", 0, None, None
        with changing(Webhook, row.pk):
            row.save(update_fields=["active", "off_because", "failures", "failing_since", "resting_until"])
    else:
        switch_off(row, "by_hand")
    note_webhook_act("webhook_on" if on else "webhook_off", row, by, after=webhook_state(row))


@transaction.atomic
def send_test(webhook: Webhook, *, by: Account) -> WebhookDelivery:
    """Send a test delivery."""
    delivery = make_test_delivery(locked_webhook(webhook))
    note_webhook_act("webhook_tested", webhook, by, after={"delivery": str(delivery.pk)})
    return delivery


@transaction.atomic
def send_again(webhook: Webhook, delivery: UUID | None, *, by: Account) -> int:
    """Queue one delivery that was set aside, or the oldest of all that were; return their number."""
    row = locked_webhook(webhook)
    aside = set_aside_deliveries(row)
    if delivery:
        aside = aside.filter(pk=delivery)
    chosen = list(aside.order_by("requested_at", "pk").values_list("pk", flat=True)[:SENT_AGAIN])
    fresh = {**DELIVERIES.waiting_columns(), **DELIVERIES.limit.fresh(timezone.now())}
    done = WebhookDelivery.objects.filter(pk__in=chosen, state=DeliveryState.SET_ASIDE).update(**fresh)
    if done:
        Webhook.objects.filter(pk=row.pk).update(resting_until=None)
        note_webhook_act("webhook_sent_again", row, by, after={"deliveries": done})
    return done


def locked_webhook(webhook: Webhook) -> Webhook:
    """Return the present row, locked until the end of the transaction."""
    return Webhook.objects.select_for_update(no_key=True).get(pk=webhook.pk)


def webhook_state(webhook: Webhook) -> Json:
    """Return the webhook as an event records it: the address as a hash, no secret."""
    return {
        "body": webhook.body.code,
        "address_text_sha256": hash_text(webhook.address),
        "events": webhook.events,
        "active": webhook.active,
    }


def note_webhook_act(verb: str, webhook: Webhook, by: Account, *, before: Json | None = None, after: Json) -> None:
    """Record an event about a webhook."""
    what = f"webhook:{webhook.pk}"
    record_event(actor=actor_of(by), verb=verb, what=what, before=before, after=after, request_id=request_id.get())
