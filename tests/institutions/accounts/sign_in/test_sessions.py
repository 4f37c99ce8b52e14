"""A session ends unused, ends old, and ends at an administrator's word."""

from typing import Any

import pytest
from django.test import Client

from institutions.accounts.managing import end_sessions, store_change
from institutions.models import Account, Role
from tests.institutions.accounts.sign_in.conftest import is_in, sign_in


def aged(client: Client, **seconds: int) -> None:
    """Let what the session notes be older."""
    session = client.session
    for name, back in seconds.items():
        session[name] -= back
    session.save()


@pytest.fixture
def client(officer: Account) -> Client:
    """Return the officer, signed in."""
    client = Client()
    sign_in(client, "officer")
    return client


def test_an_unused_session_ends_and_says_why(client: Client, settings: Any) -> None:
    aged(client, seen_at=settings.SESSION_IDLE_SECONDS - 30)
    assert is_in(client), "not yet"
    aged(client, seen_at=settings.SESSION_IDLE_SECONDS + 60)
    answer = client.get("/rulebook/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/sign-in/?next=")
    assert "You were signed out because the session was old or unused." in answer.content.decode()


def test_using_it_keeps_it_until_it_is_too_old(client: Client, settings: Any) -> None:
    aged(client, seen_at=settings.SESSION_IDLE_SECONDS - 30)
    assert is_in(client)
    aged(client, seen_at=settings.SESSION_IDLE_SECONDS - 30)
    assert is_in(client), "the use in between was noted"
    aged(client, began_at=settings.SESSION_COOKIE_AGE + 60)
    assert not is_in(client)


def test_a_session_that_does_not_say_when_it_began_is_over(client: Client) -> None:
    session = client.session
    del session["began_at"]
    session.save()
    assert not is_in(client)


def test_an_administrator_ends_every_session_of_an_account_and_no_other(client: Client, officer: Account) -> None:
    administrator = Account.objects.create_user("administrator", "a long pass phrase", role=Role.ADMINISTRATOR)
    colleague = Client()
    colleague.force_login(Account.objects.create_user("colleague", body=officer.body))
    end_sessions(officer, by=administrator)
    assert not is_in(client)
    assert is_in(colleague)
    sign_in(client, "officer")
    assert is_in(client), "signing in anew is a new session"


def test_a_page_costs_no_write_but_once_a_minute(client: Client, django_assert_num_queries: Any) -> None:
    is_in(client)
    before = client.session["seen_at"]
    is_in(client)
    assert client.session["seen_at"] == before


def test_switching_an_account_off_ends_its_sessions_for_good(client: Client, officer: Account) -> None:
    for active in (False, True):
        officer.refresh_from_db()
        officer.is_active = active
        store_change(officer, by=None)
        assert not is_in(client)
    sign_in(client, "officer")
    assert is_in(client)
