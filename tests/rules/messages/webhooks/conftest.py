"""A webhook of METI at a receiver on this machine, and a case of METI."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from institutions.models import Account, GovernmentBody, Role
from rules.messages.webhooks.managing import make_webhook
from rules.models import Webhook, WebhookEvent
from tests.rules.messages.webhooks.receiver import Receiver, receiving
from tests.rules.review.casework.conftest import case, first, officer, second, shared_case, without_broker

__all__ = ["case", "first", "officer", "second", "shared_case", "without_broker"]


@pytest.fixture(autouse=True)
def nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notify no worker: a test delivers itself."""
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: True)


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look up no names on the network; tests of names set the result themselves."""
    monkeypatch.setattr("rules.web.pages.account.webhooks.trouble_now", lambda _text: None)


@pytest.fixture
def receiver(tmp_path: Path, settings: Settings) -> Iterator[Receiver]:
    with receiving(tmp_path) as found:
        settings.WEBHOOK_CA_FILE = str(found.file)
        settings.WEBHOOK_NETWORKS = ["127.0.0.1/32"]
        yield found


@pytest.fixture
def administrator(db: None) -> Account:
    return Account.objects.create_user("administrator", role=Role.ADMINISTRATOR)


@pytest.fixture
def made(receiver: Receiver, meti: GovernmentBody, administrator: Account) -> tuple[Webhook, str]:
    """Return the webhook and its secret."""
    events = [each for each in WebhookEvent if each != WebhookEvent.PING]
    return make_webhook(meti, receiver.address, events, by=administrator)


@pytest.fixture
def webhook(made: tuple[Webhook, str]) -> Webhook:
    return made[0]


@pytest.fixture
def secret(made: tuple[Webhook, str]) -> str:
    return made[1]
