"""Administrators make, rotate and revoke keys on pages; a key is shown once."""

import re
from typing import Any

import pytest
from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.keys import find_key
from institutions.models import Account, ApiKey, GovernmentBody, Role
from rules.messages.notices.wording import notice_text
from rules.models import Notice, NoticeKind

SHOWN = re.compile(r"<code>(pe_[^<]+)</code>")


@pytest.fixture
def client(db: None) -> Client:
    """Return a client of an administrator."""
    client = Client()
    client.force_login(Account.objects.create_user("administrator", role=Role.ADMINISTRATOR))
    return client


def text_shown(page: str) -> str:
    """Return the key that a page shows."""
    found = SHOWN.search(page)
    assert found
    return found[1]


def test_a_key_is_made_shown_once_and_listed_without_its_secret(client: Client, meti: GovernmentBody) -> None:
    assert "There is no key yet." in client.get("/keys/").content.decode()
    form = {"body": meti.pk, "name": "procurement system", "scopes": ["read", "precheck"], "days": "90"}
    text = text_shown(client.post("/keys/new/", form).content.decode())
    key = find_key(text)
    assert key is not None
    assert (key.body, key.name, key.scopes) == (meti, "procurement system", ["read", "precheck"])
    page = client.get("/keys/").content.decode()
    for shown in (key.prefix, "procurement system", "Check a document without storing it", "Never"):
        assert shown in page
    assert text not in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"body": ""}, "Choose the key&#x27;s body."),
        ({"name": " "}, "Name the system that uses the key."),
        ({"scopes": []}, "Choose at least one thing that the key may do."),
        ({"scopes": ["read", "secret"]}, "secret is not one of the available choices"),
        ({"scopes": ["write"]}, "write"),
        ({"days": "366"}, "365"),
        ({"days": "0"}, "1"),
    ],
)
def test_mistakes_are_named_and_no_key_is_made(
    client: Client, meti: GovernmentBody, changes: dict[str, Any], message: str
) -> None:
    form = {"body": meti.pk, "name": "procurement system", "scopes": ["read"], "days": "90", **changes}
    answer = client.post("/keys/new/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "No key was created" in page
    assert message in page
    assert not ApiKey.objects.exists()


def test_a_key_is_rotated_and_the_old_one_revoked(client: Client, meti: GovernmentBody) -> None:
    old, old_text = make_key(meti, scopes=["read"], name="case system")
    page = client.post(f"/keys/{old.pk}/rotate/").content.decode()
    assert f"The old key {old.prefix} works until" in page
    new = find_key(text_shown(page))
    assert new is not None
    listed = client.get("/keys/").content.decode()
    assert f"Replaced by {new.prefix}" in listed
    assert f"/keys/{old.pk}/rotate/" not in listed
    again = client.post(f"/keys/{old.pk}/rotate/", follow=True).content.decode()
    assert "already has a successor" in again
    asked = client.get(f"/keys/{old.pk}/revoke/").content.decode()
    assert f"Revoke the key {old.prefix}?" in asked
    assert find_key(old_text) == old, "asking alone revokes nothing"
    revoked = client.post(f"/keys/{old.pk}/revoke/", follow=True).content.decode()
    assert f"The key {old.prefix} was revoked." in revoked
    assert find_key(old_text) is None
    twice = client.post(f"/keys/{old.pk}/revoke/", follow=True).content.decode()
    assert "had been revoked before" in twice
    assert "no longer works" in client.get(f"/keys/{old.pk}/revoke/", follow=True).content.decode()


@pytest.mark.parametrize("scopes", [["read", "secret"], []])
def test_one_administrator_gets_no_key_to_restricted_partnerships(
    client: Client, meti: GovernmentBody, scopes: list[str]
) -> None:
    key, _text = make_key(meti, scopes=["read"])
    ApiKey.objects.update(scopes=scopes)  # without any, it is a key of before scopes
    assert "manage.py api_key" in client.get("/keys/new/").content.decode()
    assert f"/keys/{key.pk}/rotate/" not in client.get("/keys/").content.decode()
    answer = client.post(f"/keys/{key.pk}/rotate/", follow=True)
    assert "manage.py api_key METI" in answer.content.decode()
    assert ApiKey.objects.count() == 1


def test_those_who_act_for_a_body_learn_of_a_new_key(client: Client, meti: GovernmentBody) -> None:
    officer = Account.objects.create_user("officer", body=meti)
    Account.objects.create_user("auditor", role=Role.AUDITOR)
    sent = {"body": str(meti.pk), "name": "case system", "scopes": ["read"], "days": "30"}
    assert client.post("/keys/new/", sent).status_code == 200
    (told,) = Notice.objects.filter(kind=NoticeKind.KEY_MADE)
    assert (told.account, told.data["key"]) == (officer, ApiKey.objects.get().prefix)
    assert f"got the key {ApiKey.objects.get().prefix}" in notice_text(told)


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_many(
    client: Client, meti: GovernmentBody, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        make_key(meti, scopes=["read"])
    with django_assert_max_num_queries(8):
        client.get("/keys/")
