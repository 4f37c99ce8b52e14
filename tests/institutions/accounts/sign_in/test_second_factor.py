"""Authenticator and recovery codes: who must have one gets nowhere without, and a code counts once."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from institutions.models import Account, AuditEvent, Role
from tests.institutions.accounts.sign_in.conftest import KEY, PASSPHRASE, PERIOD, code, is_in, set_up, sign_in

RECOVERY = re.compile(r"<li><code>(\d{8})</code></li>")


def with_code(client: Client, name: str, given: str) -> bool:
    """Return whether password and code lead in."""
    assert sign_in(client, name)["Location"] == "/sign-in/code/"
    assert not is_in(client), "the password alone is not enough"
    client.post("/sign-in/code/", {"code": given})
    return is_in(client)


def test_who_needs_an_authenticator_gets_nowhere_before_it_is_set_up(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    for address in ("/partnerships/", "/rulebook/", "/account/", "/account/password/", "/api/v1/docs/", "/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/account/authenticator/"), address
    answer = client.get("/api/v1/partnerships/")
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert "/account/authenticator/" in answer.json()["detail"]
    assert client.get("/healthz").status_code == 200
    set_up(client)
    assert is_in(client)
    assert client.get("/api/v1/partnerships/").status_code == 200


def test_a_wrong_code_sets_nothing_up(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    client.get("/account/authenticator/")
    page = client.post("/account/authenticator/", {"code": "000000"}).content.decode()
    assert "This code is wrong" in page
    assert not Authenticator.objects.exists()
    assert not is_in(client)


def test_the_code_of_the_setting_up_counts_once_too(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    client.get("/account/authenticator/")
    (secret,) = KEY.findall(client.get("/account/authenticator/").content.decode())
    shown = code(secret)
    client.post("/account/authenticator/", {"code": shown})
    assert is_in(client)
    assert not with_code(Client(), "auditor", shown), "somebody who looked on and knows the password"
    assert with_code(Client(), "auditor", code(secret, 1))


def test_then_signing_in_takes_password_and_code_and_a_code_counts_once(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    secret = set_up(client)
    shown = code(secret, 1)
    assert with_code(Client(), "auditor", shown), "the clock may be a little off"
    for again in (shown, f"{shown[:3]}-{shown[3:]}"):
        assert not with_code(Client(), "auditor", again), "somebody who looked on"
    assert not with_code(Client(), "auditor", "000000")
    assert not with_code(Client(), "auditor", code(secret, 5))


def test_the_code_that_set_it_up_signs_nobody_in(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    found = KEY.search(client.get("/account/authenticator/").content.decode())
    assert found
    shown = code(found[1])
    client.post("/account/authenticator/", {"code": shown})
    assert is_in(client)
    assert not with_code(Client(), "auditor", shown)


def test_a_used_code_stays_used_for_as_long_as_it_would_be_right(auditor: Account, monkeypatch: Any) -> None:
    client = Client()
    sign_in(client, "auditor")
    shown = code(set_up(client), 1)
    assert with_code(Client(), "auditor", shown)
    later = time.time() + PERIOD + 1  # django-allauth's own mark is gone by then
    monkeypatch.setattr(time, "time", lambda: later)
    assert not with_code(Client(), "auditor", shown)


@pytest.mark.django_db(transaction=True)  # what is said is said after the commit
def test_old_recovery_codes_are_spoken_of_only_where_there_were_some(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    set_up(client)
    page = client.get("/account/recovery-codes/").content.decode()
    assert "Recovery codes were created." in page
    assert "The old ones" not in page
    client.post("/account/recovery-codes/new/")
    assert "The old ones no longer work." in client.get("/account/recovery-codes/").content.decode()


def test_wrong_codes_lock_out_as_wrong_passwords_do(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    secret = set_up(client)
    other = Client()
    sign_in(other, "auditor")
    for _ in range(5):
        assert "is wrong" in other.post("/sign-in/code/", {"code": "000000"}).content.decode()
    page = other.post("/sign-in/code/", {"code": code(secret, 1)}).content.decode()
    assert "Too many wrong attempts." in page
    assert not is_in(other)


def test_recovery_codes_are_shown_once_and_each_counts_once(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    set_up(client)
    codes = RECOVERY.findall(client.get("/account/recovery-codes/").content.decode())
    assert len(set(codes)) == 10
    assert RECOVERY.findall(client.get("/account/recovery-codes/").content.decode()) == []
    assert with_code(Client(), "auditor", codes[0])
    assert not with_code(Client(), "auditor", codes[0])
    client.post("/account/recovery-codes/new/")
    fresh = RECOVERY.findall(client.get("/account/recovery-codes/").content.decode())
    assert len(fresh) == 10
    assert not with_code(Client(), "auditor", codes[1]), "the old ones count no more"
    assert with_code(Client(), "auditor", fresh[1])


def test_a_session_from_before_has_given_no_code_and_ends(auditor: Account, settings: object) -> None:
    settings.SECOND_FACTOR_ROLES = []  # type: ignore[attr-defined]  # pytest-django's settings
    before, client = Client(), Client()
    for each in (before, client):
        sign_in(each, "auditor")
    set_up(client)
    settings.SECOND_FACTOR_ROLES = ["auditor"]  # type: ignore[attr-defined]
    answer = before.get("/rulebook/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Frulebook%2F")
    assert is_in(client)


def test_whose_role_needs_it_cannot_remove_it_and_an_officer_can(auditor: Account, officer: Account) -> None:
    for account, page_says, left in ((auditor, "Your role requires an authenticator.", 2), (officer, "", 0)):
        client = Client()
        sign_in(client, account.username)
        set_up(client)
        assert Authenticator.objects.filter(user=account).count() == 2
        answer = client.post("/account/authenticator/remove/")
        assert page_says in answer.content.decode()
        assert Authenticator.objects.filter(user=account).count() == left


def test_it_takes_the_password_again_when_the_sign_in_was_long_ago(officer: Account) -> None:
    client = Client()
    sign_in(client, "officer")
    session = client.session
    session["began_at"] -= 600
    session.save()
    answer = client.get("/account/authenticator/")
    assert answer["Location"] == "/sign-in/again/?next=%2Faccount%2Fauthenticator%2F"
    page = client.post(answer["Location"], {"password": "wrong"}).content.decode()
    assert "This is not your password." in page
    answer = client.post(answer["Location"], {"password": PASSPHRASE, "next": "/account/authenticator/"})
    assert answer["Location"] == "/account/authenticator/"
    set_up(client)


def test_a_wrong_code_that_comes_back_after_the_password_is_corrected_at_its_own_address(officer: Account) -> None:
    client = Client()
    sign_in(client, "officer")
    client.get("/account/authenticator/")
    session = client.session
    session["began_at"] -= 600
    session.save()
    again = client.post("/account/authenticator/", {"code": "000000"})["Location"]
    page = client.post(again, {"password": PASSPHRASE, "next": "/account/authenticator/"}).content.decode()
    assert "This code is wrong" in page
    assert '<form method="post" action="/account/authenticator/">' in page


def test_secrets_lie_encrypted_and_outlive_a_new_secret_key(officer: Account, settings: object) -> None:
    client = Client()
    sign_in(client, "officer")
    secret = set_up(client)
    held = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    assert secret not in held
    former = settings.SECRET_KEY  # type: ignore[attr-defined]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another one", [former]  # type: ignore[attr-defined]
    assert with_code(Client(), "officer", code(secret, 1))


def test_what_was_done_stands_in_the_audit_trail_without_any_secret(auditor: Account) -> None:
    client = Client()
    sign_in(client, "auditor")
    secret = set_up(client)
    with_code(Client(), "auditor", code(secret, 1))
    events = AuditEvent.objects.filter(object=f"account:{auditor.pk}").order_by("number")
    assert [each.verb for each in events][:1] == ["signed_in"]
    assert {"totp_added", "recovery_codes_added"} <= {each.verb for each in events}
    last = events.last()
    assert last is not None
    assert last.after == {"by": ["password", "mfa"]}
    assert secret not in str([each.content for each in events])


def test_no_other_role_is_asked_for_one(officer: Account, auditor: Account) -> None:
    assert officer.role == Role.OFFICER
    client = Client()
    sign_in(client, "officer")
    assert is_in(client)
