"""Messages arrive signed, at least once, at the right place and nowhere else; what does not arrive is kept."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.models import Account, AuditEvent, JobSweep, Partnership
from rules.messages.webhooks import delivering, posting
from rules.messages.webhooks.delivering import deliver
from rules.messages.webhooks.managing import OVERLAP, rotate_secret, send_again, send_test, switch_webhook
from rules.messages.webhooks.outbox import DELIVERIES, MOST_TRIES
from rules.messages.webhooks.signing import message_signature, new_secret
from rules.messages.webhooks.tasks import sweep_deliveries
from rules.models import DeliveryState, DeliveryTrouble, Notice, NoticeKind, Webhook, WebhookDelivery
from rules.review.casework.act_table import Act
from tests.rules.messages.webhooks.receiver import Receiver, drip, silent, status
from tests.rules.review.casework.building import do

pytestmark = pytest.mark.django_db


ROOT = Path(__file__).resolve().parents[4]


def example_receiver() -> Any:
    """Return the function that docs/notices.md shows."""
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "notices.md").read_text(), re.DOTALL)
    shown: dict[str, Any] = {}
    exec(code, shown)  # noqa: S102 - our own text
    return shown["accept"]


def again(row: WebhookDelivery) -> WebhookDelivery:
    return WebhookDelivery.objects.get(pk=row.pk)


def let_it_be_due(row: WebhookDelivery) -> None:
    """Let the waiting be over."""
    WebhookDelivery.objects.filter(pk=row.pk).update(next_at=timezone.now())
    Webhook.objects.update(resting_until=None)


@pytest.fixture
def row(webhook: Webhook, administrator: Account) -> WebhookDelivery:
    return send_test(webhook, by=administrator)


def test_a_clock_that_was_set_back_keeps_no_message_waiting(row: WebhookDelivery) -> None:
    now = timezone.now()
    later = now + timedelta(days=2)  # what the clock said before it was set back
    WebhookDelivery.objects.filter(pk=row.pk).update(next_at=later + timedelta(minutes=5), told_at=later)
    Webhook.objects.update(resting_until=later)
    JobSweep.objects.create(task=DELIVERIES.task, at=later)
    sweep_deliveries()
    kept = again(row)
    assert now + timedelta(minutes=4) < kept.next_at < now + timedelta(minutes=6), "it waits as long as it would have"
    assert Webhook.objects.get(resting_until__lt=now + timedelta(minutes=1))
    WebhookDelivery.objects.filter(pk=row.pk).update(next_at=later - timedelta(hours=1))
    JobSweep.objects.update(at=later)
    sweep_deliveries()
    assert again(row).next_at < now + timedelta(minutes=1), "its time had come"


def test_the_signature_is_that_of_the_published_example() -> None:
    said = message_signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert said == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert new_secret() != new_secret()


def test_a_move_of_a_case_arrives_and_the_documented_receiver_takes_it_once(
    case: Partnership, first: Account, secret: str, receiver: Receiver
) -> None:
    do(case, Act.TAKE_IN, first)
    (row,) = WebhookDelivery.objects.filter(event="case.changed")
    assert deliver(row.pk) == posting.DeliveryAttempt(204)
    assert again(row).state == DeliveryState.DELIVERED
    assert deliver(row.pk) is None
    ((headers, body),) = receiver.got
    accept = example_receiver()
    assert accept(secret, headers, body) is True
    assert accept(secret, headers, body) is False
    for spoiled in ({"webhook-timestamp": "1614265330"}, {"webhook-id": "msg_other"}):
        with pytest.raises(ValueError, match=r"old|signed"):
            accept(secret, {**headers, **spoiled}, body)
    with pytest.raises(ValueError, match="signed"):
        accept(new_secret(), headers, body)
    assert b'"before":"submitted","after":"screening"' in body


def test_messages_of_a_result_name_ids_and_codes_and_nobody(
    webhook: Webhook, case: Partnership, first: Account
) -> None:
    said = {each.event: each.content for each in WebhookDelivery.objects.all()}
    assert set(said) == {"assessment.done", "finding.new"}
    document = case.submissions.get().document
    names = [text for each in (*document["people"], *document["companies"]) for text in each["name"].values()]
    assert names
    assert [name for name in names if name in "".join(said.values()).encode().decode("unicode_escape")] == []
    assert '"code":"COI-01"' in said["finding.new"]


def test_an_error_is_followed_by_another_attempt_with_the_same_id_and_bytes(
    row: WebhookDelivery, receiver: Receiver
) -> None:
    receiver.answers = [status(500)]
    assert deliver(row.pk) == posting.DeliveryAttempt(500, DeliveryTrouble.STATUS)
    failed = again(row)
    assert (failed.state, failed.tries_left) == (DeliveryState.WAITING, MOST_TRIES - 1)
    assert timedelta(seconds=20) < failed.next_at - timezone.now() < timedelta(seconds=40)
    assert deliver(row.pk) is None  # not yet
    let_it_be_due(row)
    deliver(row.pk)
    assert again(row).state == DeliveryState.DELIVERED
    (one, other) = receiver.got
    assert one[1] == other[1]
    assert one[0]["webhook-id"] == other[0]["webhook-id"]
    assert Webhook.objects.get().failures == 0


def test_a_redirect_is_not_followed(row: WebhookDelivery, receiver: Receiver) -> None:
    receiver.answers = [status(307, Location=receiver.address)]
    assert deliver(row.pk) == posting.DeliveryAttempt(307, DeliveryTrouble.REDIRECT)
    assert len(receiver.got) == 1


@pytest.mark.parametrize("answer", [silent(2), drip])
def test_a_slow_receiver_is_left(
    answer: Any, row: WebhookDelivery, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "STEP_SECONDS", 0.4)
    monkeypatch.setattr(posting, "WHOLE_SECONDS", 0.8)
    receiver.answers = [answer]
    begun = time.monotonic()
    assert deliver(row.pk) == posting.DeliveryAttempt(trouble=DeliveryTrouble.TIMEOUT)
    assert time.monotonic() - begun < 2
    webhook = Webhook.objects.get()
    assert webhook.resting_until is not None
    assert deliver(row.pk) is None  # the whole webhook rests


def test_a_certificate_that_nobody_vouches_for_is_refused(
    row: WebhookDelivery, receiver: Receiver, settings: Settings
) -> None:
    settings.WEBHOOK_CA_FILE = ""
    assert deliver(row.pk) == posting.DeliveryAttempt(trouble=DeliveryTrouble.CERTIFICATE)
    assert receiver.got == []


def test_nothing_is_sent_to_a_private_address(row: WebhookDelivery, receiver: Receiver, settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = []
    assert deliver(row.pk) == posting.DeliveryAttempt(trouble=DeliveryTrouble.ADDRESS)
    assert receiver.got == []


def test_after_the_last_try_it_is_set_aside_and_may_be_sent_again(
    row: WebhookDelivery, receiver: Receiver, webhook: Webhook, administrator: Account
) -> None:
    WebhookDelivery.objects.update(tries_left=1)
    receiver.answers = [status(400)]
    deliver(row.pk)
    assert again(row).state == DeliveryState.SET_ASIDE
    assert Webhook.objects.get().resting_until is None  # a refused message says nothing of the next
    assert send_again(webhook, None, by=administrator) == 1
    deliver(row.pk)
    assert again(row).state == DeliveryState.DELIVERED


def test_after_a_new_secret_both_sign_for_a_week_unless_the_former_is_to_end_at_once(
    row: WebhookDelivery, webhook: Webhook, secret: str, administrator: Account, receiver: Receiver
) -> None:
    new = rotate_secret(webhook, at_once=False, by=administrator)
    deliver(row.pk)
    headers, body = receiver.got[0]
    assert example_receiver()(secret, headers, body)
    assert example_receiver()(new, headers, body)
    webhook.refresh_from_db()
    late = timezone.now() + OVERLAP + timedelta(seconds=1)
    assert delivering.secrets_of(webhook, late) == [new]
    newest = rotate_secret(webhook, at_once=True, by=administrator)
    webhook.refresh_from_db()
    assert delivering.secrets_of(webhook, timezone.now()) == [newest]
    kept = f"{webhook.secret}{webhook.former_secret}{[(e.before, e.after) for e in AuditEvent.objects.all()]}"
    assert not [each for each in (secret, new, newest, webhook.address) if each in kept]


def test_a_webhook_that_fails_for_days_is_switched_off_and_an_administrator_is_told(
    row: WebhookDelivery, receiver: Receiver, webhook: Webhook, administrator: Account
) -> None:
    since = timezone.now() - timedelta(days=4)
    Webhook.objects.update(failures=9, failing_since=since)
    receiver.answers = [status(503)]
    deliver(row.pk)
    webhook.refresh_from_db()
    assert (webhook.active, webhook.off_because) == (False, "failing")
    assert (again(row).state, again(row).trouble) == (DeliveryState.SET_ASIDE, DeliveryTrouble.OFF)
    assert Notice.objects.get(kind=NoticeKind.WEBHOOK_OFF).account == administrator
    assert AuditEvent.objects.get(verb="webhook_off").actor == "system"
    switch_webhook(webhook, on=True, by=administrator)
    send_again(webhook, row.pk, by=administrator)
    deliver(row.pk)
    assert again(row).state == DeliveryState.DELIVERED


def test_nothing_of_a_secret_case_is_sent(
    case: Partnership, first: Account, webhook: Webhook, receiver: Receiver
) -> None:
    do(case, Act.TAKE_IN, first)
    (row,) = WebhookDelivery.objects.filter(event="case.changed")
    Partnership.objects.filter(pk=case.pk).update(secret=True)
    deliver(row.pk)
    assert (again(row).state, again(row).trouble) == (DeliveryState.SET_ASIDE, DeliveryTrouble.SECRET)
    do(Partnership.objects.get(pk=case.pk), Act.WITHDRAW, Account.objects.get(username="officer-of-body"))
    assert WebhookDelivery.objects.filter(event="case.changed").count() == 1
    assert receiver.got == []


def test_what_happens_while_a_webhook_is_off_or_hears_of_something_else_is_not_kept(
    case: Partnership, first: Account, webhook: Webhook
) -> None:
    WebhookDelivery.objects.all().delete()
    Webhook.objects.update(events=["assessment.done"])
    do(case, Act.TAKE_IN, first)
    assert WebhookDelivery.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_delivery(row: WebhookDelivery, receiver: Receiver) -> None:
    receiver.answers = [silent(60)]
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    code = f"import django; django.setup(); from rules.messages.webhooks.delivering import deliver; deliver('{row.pk}')"
    given = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "policyengine.settings", "DEBUG": "true"}
    given |= {"WEBHOOK_CA_FILE": str(receiver.file), "WEBHOOK_NETWORKS": "127.0.0.1/32"}
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **given})
    end = time.monotonic() + 60
    while not receiver.got and time.monotonic() < end and worker.poll() is None:
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert again(row).state == DeliveryState.SENDING
    assert deliver(row.pk) is None
    assert sweep_deliveries() == 0
    WebhookDelivery.objects.update(lease_until=timezone.now())
    assert sweep_deliveries() == 1
    deliver(row.pk)
    assert again(row).state == DeliveryState.DELIVERED
    assert [headers["webhook-id"] for headers, _ in receiver.got] == [row.message_id] * 2
