"""Signing in with a password: who comes in, who is locked out, what a new password ends."""

import threading

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core.cache import caches
from django.db import connection
from django.test import Client

from institutions.models import Account, AuditEvent
from tests.institutions.accounts.sign_in.conftest import PASSPHRASE, is_in, sign_in

FAILURES = 5


def test_the_right_password_leads_to_the_page_that_was_asked_for(officer: Account) -> None:
    client = Client()
    asked = client.get("/rulebook/")
    form = {"login": "officer", "password": PASSPHRASE, "next": "/rulebook/"}
    answer = client.post(asked["Location"], form)
    assert (answer.status_code, answer["Location"]) == (302, "/rulebook/")
    assert is_in(client)
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_sign_in_leads_nobody_to_another_site(officer: Account, elsewhere: str) -> None:
    answer = Client().post("/sign-in/", {"login": "officer", "password": PASSPHRASE, "next": elsewhere})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("name", "password"), [("officer", "wrong"), ("nobody", PASSPHRASE), ("officer", "\0"), ("", "")]
)
def test_wrong_names_and_passwords_are_told_apart_for_nobody(officer: Account, name: str, password: str) -> None:
    client = Client()
    page = sign_in(client, name, password).content.decode()
    assert "You are not signed in" in page
    if name and "\0" not in password:
        assert "The user name or password is wrong." in page
    assert not is_in(client)


def test_an_account_that_is_switched_off_does_not_come_in_and_its_session_ends(officer: Account) -> None:
    client = Client()
    sign_in(client, "officer")
    Account.objects.update(is_active=False)
    assert not is_in(client)
    answer = sign_in(client, "officer")
    assert answer["Location"] == "/sign-in/switched-off/"
    assert "This account is switched off" in client.get(answer["Location"]).content.decode()
    assert not is_in(client)


def test_after_five_wrong_passwords_even_the_right_one_is_refused_for_this_name_alone(officer: Account) -> None:
    Account.objects.create_user("colleague", PASSPHRASE, body=officer.body)
    for _ in range(FAILURES):
        assert "is wrong" in sign_in(Client(), "officer", "wrong").content.decode()
    locked = Client()
    assert "Too many wrong attempts." in sign_in(locked, "Officer").content.decode(), "however it is written"
    assert "Too many wrong attempts." in sign_in(locked, "officer").content.decode()
    assert not is_in(locked)
    free = Client()
    sign_in(free, "colleague")
    assert is_in(free)


def test_who_mistypes_now_and_then_is_not_locked_out(officer: Account) -> None:
    for _ in range(FAILURES - 1):
        sign_in(Client(), "officer", "wrong")
    for _ in range(3):
        client = Client()
        sign_in(client, "officer")
        assert is_in(client), "a right password counts as no failure"


@pytest.mark.django_db(transaction=True)
def test_failures_count_together_whichever_thread_or_process_saw_them(officer: Account) -> None:
    """The cache lies in the database: no process keeps a count of its own."""
    assert type(caches["default"]).__name__ == "JsonDatabaseCache"

    def fail() -> None:
        sign_in(Client(), "officer", "wrong")
        connection.close()

    for _ in range(2):
        threads = [threading.Thread(target=fail) for _ in range(FAILURES)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert "Too many wrong attempts." in sign_in(Client(), "officer").content.decode()


def test_many_attempts_from_one_address_are_refused_whatever_the_names(officer: Account) -> None:
    for number in range(20):
        sign_in(Client(), f"nobody-{number}", "wrong")
    assert "Too many wrong attempts." in sign_in(Client(), "officer").content.decode()
    assert is_in_from("192.0.2.7")


def is_in_from(address: str) -> bool:
    """Return whether the officer comes in from another address."""
    client = Client(REMOTE_ADDR=address)
    sign_in(client, "officer")
    return is_in(client)


def test_a_new_password_ends_all_other_sessions(officer: Account) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, "officer")
    new = "yama e shibakari ni"
    answer = here.post(
        "/account/password/", {"oldpassword": PASSPHRASE, "password1": new, "password2": new}, follow=True
    )
    assert "The password was changed." in answer.content.decode()
    assert is_in(here)
    assert not is_in(there)
    assert AuditEvent.objects.filter(verb="password_changed", actor=f"account:{officer.pk}").count() == 1


@pytest.mark.parametrize(
    ("new", "again"), [("short", "short"), ("123456789012345", "123456789012345"), ("password1234", "password1234"),
                       ("officer12345", "officer12345"), ("yama e shibakari", "kawa e sentaku")],
)  # fmt: skip
def test_a_weak_or_mistyped_new_password_is_refused_with_the_reason(officer: Account, new: str, again: str) -> None:
    client = Client()
    sign_in(client, "officer")
    page = client.post("/account/password/", {"oldpassword": PASSPHRASE, "password1": new, "password2": again})
    assert "Not changed" in page.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(PASSPHRASE)


def test_a_password_that_was_hashed_otherwise_is_hashed_anew_at_sign_in(officer: Account, settings: object) -> None:
    settings.PASSWORD_HASHERS = [  # type: ignore[attr-defined]  # pytest-django's settings
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    client = Client()
    sign_in(client, "officer")
    assert is_in(client)
    officer.refresh_from_db()
    assert identify_hasher(officer.password).algorithm == "scrypt"


def test_who_comes_and_goes_leaves_events_without_name_or_password(officer: Account) -> None:
    client = Client()
    sign_in(client, "officer", "wrong")
    sign_in(client, "officer")
    client.post("/sign-out/")
    assert not is_in(client)
    events = AuditEvent.objects.filter(object=f"account:{officer.pk}").order_by("number")
    assert [(each.verb, each.after) for each in events] == [("signed_in", {"by": ["password"]}), ("signed_out", None)]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_pages_of_an_account_speak_the_readers_language(officer: Account, language: str) -> None:
    client = Client(headers={"Accept-Language": language})
    sign_in(client, "officer")
    heading = {"en": "Your account", "ja": "アカウント"}[language]
    assert heading in client.get("/account/").content.decode()
    for address in ("/account/password/", "/account/authenticator/", "/account/recovery-codes/new/", "/sign-in/again/"):
        page = client.get(address).content.decode()
        assert f'<html lang="{language}">' in page
        assert "<h1>" in page


def test_nobody_signs_up() -> None:
    for address in ("/sign-up/", "/signup/", "/account/signup/", "/sign-in/sign-up/"):
        assert Client().get(address).status_code == 404
