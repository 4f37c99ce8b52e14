"""Accounts that sign in for real, and an authenticator that shows codes."""

import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client, TestCase

from institutions.models import Account, GovernmentBody, Role

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

PASSPHRASE: Final = " ".join(("kawa", "ni", "nagareru", "momo"))
PERIOD: Final = 30  # seconds of a code
KEY: Final = re.compile(r"<code>([A-Z2-7]{32})</code>")


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> Iterator[None]:
    """Empty the cache, so that failed sign-ins of other tests do not count here, nor these elsewhere."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    """Return an officer of METI."""
    return Account.objects.create_user("officer", PASSPHRASE, role=Role.OFFICER, body=meti)


@pytest.fixture
def auditor(db: None, settings: Any) -> Account:
    """Return an auditor, whose role needs a second factor."""
    settings.SECOND_FACTOR_ROLES = ["reviewer", "auditor", "administrator"]
    return Account.objects.create_user("auditor", PASSPHRASE, role=Role.AUDITOR)


def sign_in(client: Client, name: str, password: str = PASSPHRASE, **more: Any) -> "Answer":
    """Send the form of sign-in."""
    return client.post("/sign-in/", {"login": name, "password": password}, **more)


def is_in(client: Client) -> bool:
    """Return whether the list of partnerships is shown."""
    return client.get("/partnerships/").status_code == 200


def code(secret: str, periods: int = 0) -> str:
    """Return the code that an authenticator with this secret shows, now or some periods later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + periods)))


def set_up(client: Client) -> str:
    """Set up an authenticator for the signed-in account; return its secret."""
    found = KEY.search(client.get("/account/authenticator/").content.decode())
    assert found
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/account/authenticator/", {"code": code(found[1])})
    assert (answer.status_code, answer["Location"]) == (302, "/account/recovery-codes/")
    return found[1]
