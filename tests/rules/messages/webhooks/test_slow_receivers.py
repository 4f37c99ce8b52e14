"""Receivers that answer late: the time that a webhook takes of the workers is bounded, even if all is delivered."""

from http.server import BaseHTTPRequestHandler

import pytest
from django.utils import timezone

from institutions.models import Account
from rules.messages.webhooks import delivering
from rules.messages.webhooks.delivering import RESTS_PER_SECOND, deliver
from rules.messages.webhooks.managing import send_test
from rules.messages.webhooks.outbox import DELIVERIES
from rules.models import Webhook, WebhookDelivery
from tests.rules.messages.webhooks.receiver import Answer, Receiver, silent, status

pytestmark = pytest.mark.django_db
SECONDS = 0.3


def late(code: int) -> Answer:
    """Return an answer with a status, after some time."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        silent(SECONDS)(handler)
        status(code)(handler)

    return answer


@pytest.mark.parametrize("code", [204, 400])
def test_a_webhook_rests_longer_than_its_receiver_took(
    webhook: Webhook, administrator: Account, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(delivering, "PROMPT_SECONDS", SECONDS / 2)
    rows = [send_test(webhook, by=administrator) for _ in range(10)]
    receiver.answers = [late(code) for _ in rows]
    begun = timezone.now()
    tried = [row for row in rows if deliver(row.pk)]
    assert (len(tried), len(receiver.got)) == (1, 1), "ten kept the worker for ten times as long"
    webhook.refresh_from_db()
    assert webhook.resting_until is not None
    assert (webhook.resting_until - begun).total_seconds() > SECONDS * RESTS_PER_SECOND
    assert DELIVERIES.due_rows(webhook.resting_until).count() == 9


def test_a_prompt_receiver_gets_all_at_once(webhook: Webhook, administrator: Account, receiver: Receiver) -> None:
    rows = [send_test(webhook, by=administrator) for _ in range(10)]
    assert all(deliver(row.pk) for row in rows)
    assert WebhookDelivery.objects.filter(delivered_at=None).count() == 0
