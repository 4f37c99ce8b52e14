"""The world that the table of access is tested in."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.every import undone
from tests.policyengine.access.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Yield the world, created once for the module, in a transaction that is rolled back at its end."""
    # The tests take minutes: after five of them some pages would ask for the password again.
    with (
        django_db_blocker.unblock(),
        undone(),
        patch("institutions.accounts.sign_in.adapters.FRESH_SECONDS", 24 * 60 * 60),
    ):
        with patch("institutions.jobs.dispatch.send_task"):
            made = World()
        yield made


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look up no names of webhooks on the network."""
    monkeypatch.setattr("rules.web.pages.account.webhooks.trouble_now", lambda _text: None)
