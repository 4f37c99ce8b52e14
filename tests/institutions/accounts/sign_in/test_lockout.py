"""Failures are counted by account, whatever the request says of its host, until a new password lifts the lock."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from institutions.accounts.lockout import key_of_lifting
from institutions.accounts.password_links import PRINTED, set_password_by_link
from institutions.accounts.requests import ask_to_remove_authenticator, confirm_request
from institutions.models import Account, Role
from tests.institutions.accounts.sign_in.conftest import PASSPHRASE, code, is_in, set_up, sign_in

TOO_MANY = "Too many wrong attempts."


@pytest.fixture
def hosts(settings: Any) -> Iterator[str]:
    """Return one Host header after the other."""
    settings.ALLOWED_HOSTS = ["127.0.0.1", "elsewhere.example", "testserver"]
    return cycle(["127.0.0.1:8126", "127.0.0.1:9998", "elsewhere.example"])


@pytest.fixture
def administrator(db: None) -> Account:
    return Account.objects.create_user("administrator", role=Role.ADMINISTRATOR)


def test_five_wrong_passwords_lock_whatever_host_and_port_they_were_sent_to(
    officer: Account, hosts: Iterator[str]
) -> None:
    for _ in range(5):
        assert "is wrong" in sign_in(Client(), "officer", "wrong", HTTP_HOST=next(hosts)).content.decode()
    for _ in range(3):
        client = Client()
        assert TOO_MANY in sign_in(client, "officer", HTTP_HOST=next(hosts)).content.decode()
        assert not is_in(client)


def test_wrong_codes_lock_whatever_host_they_were_sent_to(auditor: Account, hosts: Iterator[str]) -> None:
    client, other = Client(), Client()
    sign_in(client, "auditor")
    secret = set_up(client)
    sign_in(other, "auditor")
    for _ in range(5):
        assert "is wrong" in other.post("/sign-in/code/", {"code": "000000"}, HTTP_HOST=next(hosts)).content.decode()
    for _ in range(3):
        page = other.post("/sign-in/code/", {"code": code(secret, 1)}, HTTP_HOST=next(hosts)).content.decode()
        assert TOO_MANY in page


def test_confirming_that_it_is_you_counts_with_signing_in(officer: Account, hosts: Iterator[str]) -> None:
    client = Client()
    sign_in(client, "officer")
    for _ in range(5):
        page = client.post("/sign-in/again/", {"password": "wrong"}, HTTP_HOST=next(hosts)).content.decode()
        assert "This is not your password." in page
    assert TOO_MANY in sign_in(Client(), "OFFICER", HTTP_HOST=next(hosts)).content.decode()


def test_a_stranger_who_knows_a_name_locks_out_their_own_network_alone(officer: Account) -> None:
    for last in range(5):
        sign_in(Client(), "officer", "wrong", REMOTE_ADDR=f"198.51.100.{last + 1}")
    assert TOO_MANY in sign_in(Client(), "officer", REMOTE_ADDR="198.51.100.77").content.decode()
    owner = Client()
    sign_in(owner, "officer", REMOTE_ADDR="203.0.113.5")
    assert is_in(owner)


def test_a_new_password_by_a_link_lifts_the_lock_of_this_account_alone(
    officer: Account,
) -> None:
    Account.objects.create_user("colleague", PASSPHRASE, body=officer.body)
    for name in ("officer", "colleague"):
        for _ in range(5):
            sign_in(Client(), name, "wrong")
    page = sign_in(Client(), "officer").content.decode()
    assert "or ask an administrator for a link: a new password also unlocks the account." in page
    set_password_by_link(officer, new := "another long pass phrase", PRINTED.make_token(officer))
    client = Client()
    sign_in(client, "officer", new)
    assert is_in(client)
    assert TOO_MANY in sign_in(Client(), "colleague").content.decode()


def test_a_new_password_replaces_an_entry_that_somebody_planted(officer: Account) -> None:
    for _ in range(5):
        sign_in(Client(), "officer", "wrong")
    cache.set(key_of_lifting("officer"), "planted", 600)
    set_password_by_link(officer, new := "another long pass phrase", PRINTED.make_token(officer))
    client = Client()
    sign_in(client, "officer", new)
    assert is_in(client)


def test_taking_the_authenticator_off_lifts_the_lock_of_wrong_codes(auditor: Account, administrator: Account) -> None:
    client, other = Client(), Client()
    sign_in(client, "auditor")
    set_up(client)
    sign_in(other, "auditor")
    for _ in range(5):
        other.post("/sign-in/code/", {"code": "000000"})
    confirm_request(ask_to_remove_authenticator(auditor, by=administrator), by=None)
    fresh = Client()
    sign_in(fresh, "auditor")
    set_up(fresh)
    assert is_in(fresh)


def test_failures_of_an_address_are_not_forgotten_with_those_of_an_account(
    officer: Account,
) -> None:
    for number in range(20):
        sign_in(Client(), f"nobody-{number}", "wrong")
    set_password_by_link(officer, new := "another long pass phrase", PRINTED.make_token(officer))
    assert TOO_MANY in sign_in(Client(), "officer", new).content.decode()
