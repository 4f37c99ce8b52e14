"""An administrator keeps webhooks on pages; a body's key reads its own."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership
from rules.messages.webhooks.address import trouble_now
from rules.messages.webhooks.managing import send_test
from rules.models import DeliveryState, Webhook, WebhookDelivery

pytestmark = pytest.mark.django_db
ADDRESS = "https://hooks.example.jp/policyengine"


@pytest.fixture
def browser(client: Client, administrator: Account) -> Client:
    client.force_login(administrator)
    return client


def test_a_webhook_is_made_and_its_secret_is_shown_once(browser: Client, meti: GovernmentBody) -> None:
    sent = {"body": meti.pk, "address": ADDRESS, "events": ["case.changed", "finding.new"]}
    answer = browser.post("/webhooks/new/", sent)
    assert "whsec_" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    webhook = Webhook.objects.get()
    assert webhook.events == ["case.changed", "finding.new"]
    assert "whsec_" not in browser.get(f"/webhooks/{webhook.pk}/").content.decode()
    assert "whsec_" not in webhook.secret
    assert AuditEvent.objects.filter(verb="webhook_made").count() == 1
    assert "whsec_" in browser.post(f"/webhooks/{webhook.pk}/secret/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"address": "http://hooks.example.jp/"}, {"events": []}, {"events": ["ping"]}, {"body": "9" * 30}]
)
def test_what_is_wrong_is_named_and_nothing_is_made(
    browser: Client, meti: GovernmentBody, wrong: dict[str, object]
) -> None:
    answer = browser.post("/webhooks/new/", {"body": meti.pk, "address": ADDRESS, "events": ["case.changed"], **wrong})
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.content.decode()
    assert not Webhook.objects.exists()


def test_a_name_that_leads_to_this_machine_is_refused_beside_its_field(
    browser: Client, meti: GovernmentBody, webhook: Webhook, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr("rules.web.pages.account.webhooks.trouble_now", trouble_now)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: [(2, 1, 6, "", ("127.0.0.1", 443))])
    settings.WEBHOOK_NETWORKS = []
    for address in ("/webhooks/new/", f"/webhooks/{webhook.pk}/"):
        answer = browser.post(address, {"body": meti.pk, "address": ADDRESS, "events": ["case.changed"]})
        assert answer.status_code == 422
        assert "hooks.example.jp leads to a private address or to this machine" in answer.content.decode()
    assert Webhook.objects.count() == 1
    assert Webhook.objects.get().address == webhook.address


def test_the_page_shows_deliveries_and_sends_again_what_was_set_aside(
    browser: Client, webhook: Webhook, administrator: Account
) -> None:
    row = send_test(webhook, by=administrator)
    WebhookDelivery.objects.update(state=DeliveryState.SET_ASIDE, status=500, trouble="status")
    shown = browser.get(f"/webhooks/{webhook.pk}/").content.decode()
    assert row.message_id in shown
    assert "The receiver answered with an error (500)" in shown
    browser.post(f"/webhooks/{webhook.pk}/again/", {"delivery": "no id"})
    assert WebhookDelivery.objects.get().state == DeliveryState.SET_ASIDE
    browser.post(f"/webhooks/{webhook.pk}/again/", {"delivery": str(row.pk)})
    assert WebhookDelivery.objects.get().state == DeliveryState.WAITING
    browser.post(f"/webhooks/{webhook.pk}/switch/", {"on": "no"})
    assert WebhookDelivery.objects.get().trouble == "off"
    assert browser.get(f"/webhooks/{'9' * 30}/").status_code == 404


def test_what_was_queued_before_a_case_was_restricted_is_neither_listed_nor_counted_nor_sent_again(
    browser: Client, case: Partnership, webhook: Webhook
) -> None:
    row = WebhookDelivery.objects.create(
        webhook=webhook, event="case.changed", partnership=case, content="{}", state=DeliveryState.SET_ASIDE,
        trouble="secret", tries_left=1,
    )  # fmt: skip
    page = f"/webhooks/{webhook.pk}/"
    assert row.message_id in browser.get(page).content.decode()
    Partnership.objects.update(secret=True)
    shown = browser.get(page).content.decode()
    assert row.message_id not in shown
    assert "Nothing has been sent yet." in shown
    assert "Send set-aside deliveries again" not in shown
    for given in ("all", str(row.pk)):
        sent = browser.post(f"{page}again/", {"delivery": given}, follow=True).content.decode()
        assert "0 deliveries are sent again." in sent
    row.refresh_from_db()
    assert row.state == DeliveryState.SET_ASIDE


def test_a_key_reads_the_deliveries_of_its_body_without_those_of_secret_cases(
    case: Partnership, webhook: Webhook, meti: GovernmentBody, digital_agency: GovernmentBody, client: Client
) -> None:
    WebhookDelivery.objects.create(
        webhook=webhook, event="case.changed", partnership=case, content='{"type":"case.changed"}', tries_left=1
    )
    own, other = ({"Authorization": f"Bearer {make_key(body, scopes=SCOPES)[1]}"} for body in (meti, digital_agency))
    (shown,) = client.get("/api/v1/webhooks/", headers=own).json()["results"]
    assert (shown["address"], shown["active"], "secret" in shown) == (webhook.address, True, False)
    address = f"/api/v1/webhooks/{webhook.pk}/deliveries/"
    (row,) = client.get(address, {"state": "waiting"}, headers=own).json()["results"]
    assert row["content"] == {"type": "case.changed"}
    assert row["webhook_id"].startswith("msg_")
    Partnership.objects.update(secret=True)
    assert client.get(address, headers=own).json()["results"] == []
    assert client.get("/api/v1/webhooks/", headers=other).json()["results"] == []
    assert client.get(address, headers=other).status_code == 404
