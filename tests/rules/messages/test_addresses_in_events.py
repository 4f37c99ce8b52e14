"""Events name an address by the hash of its text, whichever kind of address it is."""

import pytest

from institutions.models import GovernmentBody
from institutions.values.hashing import hash_text
from rules.messages.mail import choices
from rules.messages.webhooks import managing
from rules.models import MailChoice, Webhook

pytestmark = pytest.mark.bare


def test_an_event_about_a_webhook_names_its_address_by_its_hash() -> None:
    webhook = Webhook(body=GovernmentBody(code="METI"), address="https://meti.example/hook")
    assert managing.webhook_state(webhook)["address_text_sha256"] == hash_text("https://meti.example/hook")


def test_an_event_about_e_mail_names_the_address_by_its_hash() -> None:
    assert choices.choice_state(MailChoice(address="a@meti.example"))["address_text_sha256"] == hash_text(
        "a@meti.example"
    )
    assert choices.choice_state(MailChoice())["address_text_sha256"] is None
