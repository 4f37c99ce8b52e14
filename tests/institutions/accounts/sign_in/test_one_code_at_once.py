"""Two browsers that send one code at the same moment to a real server: one of them signs in."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
import requests
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent
from tests.institutions.accounts.sign_in.conftest import PASSPHRASE, code, set_up, sign_in
from tests.institutions.accounts.sign_in.test_second_factor import RECOVERY

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]
BROWSERS = 2


def meeting(checked: Callable[..., Any]) -> Callable[..., Any]:  # Any: of allauth
    """Return a check that two threads make at one moment, or one after the other where one waits for the other."""
    barrier = Barrier(BROWSERS)

    def meet_and_check(*given: Any) -> Any:  # Any: as above
        found = checked(*given)
        with suppress(BrokenBarrierError):
            barrier.wait(1)  # a second is enough for those that come
        return found

    return meet_and_check


class Browser:
    """A browser that has given the password, and is asked for a code."""

    def __init__(self, server: LiveServer) -> None:
        self._url, self._session = server.url, requests.Session()
        self._post("/sign-in/", login="auditor", password=PASSPHRASE)

    def _post(self, path: str, **sent: str) -> requests.Response:
        """Send a form with its token."""
        page = self._session.get(f"{self._url}{path}", timeout=30)
        assert page.status_code == 200, path
        token = self._session.cookies["csrftoken"]
        return self._session.post(
            f"{self._url}{path}", {**sent, "csrfmiddlewaretoken": token}, timeout=30, allow_redirects=False
        )

    def give(self, given: str) -> bool:
        """Give the code; return whether this browser is signed in then."""
        answer = self._post("/sign-in/code/", code=given)
        assert answer.status_code in (200, 302), answer.status_code
        shown = self._session.get(f"{self._url}/partnerships/", timeout=30, allow_redirects=False)
        return shown.status_code == 200


@pytest.fixture
def authenticator(auditor: Account) -> Iterator[tuple[str, list[str]]]:
    """Return the secret of the auditor's authenticator, and the recovery codes."""
    client = Client()
    sign_in(client, "auditor")
    secret = set_up(client)
    codes = RECOVERY.findall(client.get("/account/recovery-codes/").content.decode())
    yield secret, codes
    cache.clear()


def signed_in_with(live_server: LiveServer, given: str) -> list[bool]:
    """Give one code from two browsers at once; return which of them are signed in."""
    browsers = [Browser(live_server) for _ in range(BROWSERS)]
    with ThreadPoolExecutor(BROWSERS) as threads:
        return list(threads.map(lambda each: each.give(given), browsers))


@pytest.mark.parametrize("counted", [True, False], ids=["counted", "cache_emptied"])
def test_a_recovery_code_signs_one_of_two_browsers_in(
    live_server: LiveServer,
    authenticator: tuple[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    *,
    counted: bool,
) -> None:
    """Also where the cache of used codes has forgotten it: the row of the codes is locked while one is used up."""
    if not counted:
        monkeypatch.setattr("institutions.accounts.sign_in.code_forms.use_up_code", lambda *_given: True)
    before, troubles = AuditEvent.objects.filter(verb="signed_in").count(), verify_audit().troubles
    monkeypatch.setattr(RecoveryCodes, "generate_codes", meeting(RecoveryCodes.generate_codes))
    assert sorted(signed_in_with(live_server, authenticator[1][0])) == [False, True]
    assert AuditEvent.objects.filter(verb="signed_in").count() == before + 1
    assert verify_audit().troubles == troubles, "the event of a used code names its row as it is"


def test_a_code_of_the_authenticator_signs_one_of_two_browsers_in(
    live_server: LiveServer, authenticator: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(totp, "validate_totp_code", meeting(totp.validate_totp_code))
    assert sorted(signed_in_with(live_server, code(authenticator[0], 1))) == [False, True]
