"""Reading rights to webhooks: a body its own, administrators and auditors all. Nobody reads a secret.

Nothing is sent about a restricted partnership. What was queued or sent while it was open is listed and counted nowhere.
"""

from typing import Final

from django.db.models import QuerySet

from institutions.access.keys import KeyHolder
from institutions.access.partnerships import RESTRICTED
from institutions.models import ROLES_OF_A_BODY, Account, Role
from rules.models import DeliveryState, Webhook, WebhookDelivery

READ_ALL: Final = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
OF_OPEN_CASES: Final = (~RESTRICTED).under("partnership").q()  # messages about no restricted partnership


def webhooks_for(reader: Account | KeyHolder) -> QuerySet[Webhook]:
    """Return the webhooks that the reader may know of."""
    everything = Webhook.objects.select_related("body")
    if isinstance(reader, Account):
        if reader.role in READ_ALL:
            return everything
        if reader.role not in ROLES_OF_A_BODY or reader.body_id is None:
            return everything.none()
    return everything.filter(body=reader.body)


def deliveries_of(webhook: Webhook) -> QuerySet[WebhookDelivery]:
    """Return the deliveries of a webhook that a reader of the webhook may know of."""
    return WebhookDelivery.objects.filter(OF_OPEN_CASES, webhook=webhook)


def set_aside_deliveries(webhook: Webhook) -> QuerySet[WebhookDelivery]:
    """Return those of them that were set aside, and can be sent again."""
    return deliveries_of(webhook).filter(state=DeliveryState.SET_ASIDE)
