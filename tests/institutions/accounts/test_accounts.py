"""Administrators make accounts, change them and end their sessions; nobody helps themselves to rights."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.accounts.managing import account_state
from institutions.models import Account, AuditEvent, GovernmentBody, Role
from institutions.values.hashing import hash_text


@pytest.fixture
def administrator(db: None) -> Account:
    return Account.objects.create_user("administrator", role=Role.ADMINISTRATOR)


@pytest.fixture
def client(administrator: Account) -> Client:
    """Return the administrator, signed in."""
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return Account.objects.create_user("officer", "a long pass phrase", body=meti)


def form_of(account: Account, **changes: Any) -> dict[str, Any]:
    """Return the values that the form sends for an account as it is, with changes."""
    said = {"username": account.username, "role": account.role, "body": account.body_id or "", "is_active": "on"}
    return {**said, "external_id": account.external_id, **changes}


def last_event() -> AuditEvent:
    event = AuditEvent.objects.order_by("-pk").first()
    assert event
    return event


def test_a_new_account_has_no_password_before_its_owner_sets_one(
    client: Client, administrator: Account, meti: GovernmentBody
) -> None:
    said = {"username": "tanaka", "role": "officer", "body": str(meti.pk), "is_active": "on", "external_id": "tanaka.7"}
    answer = client.post("/accounts/new/", said, follow=True)
    assert "Its owner has no password yet." in answer.content.decode()
    made = Account.objects.get(username="tanaka")
    assert not made.has_usable_password()
    assert (made.body, made.role, made.reads_secret) == (meti, Role.OFFICER, False)
    event = last_event()
    assert (event.actor, event.verb, event.object) == (
        f"account:{administrator.pk}", "account_made", f"account:{made.pk}",
    )  # fmt: skip
    assert "tanaka.7" not in str(event.content)
    assert "tanaka" in client.get("/accounts/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "officer"}, "Another account already has this user name. Choose a different one."),
        ({"username": ""}, "User name"),
        ({"role": "officer"}, "This role acts for a body. Choose one."),
        ({"role": "emperor"}, "Role"),
        ({"person": "7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01"}, "No person in the register has this id."),
        ({"person": "nonsense"}, "Person"),
        ({"username": "a" * 200}, "User name"),
        ({"external_id": "taken"}, "Another account already has this name"),
        ({"role": "named"}, "This role is for one person in the register."),
        ({"address": "nobody"}, "E-mail address of the owner"),
    ],
)
def test_mistakes_are_named_and_nothing_is_made(
    client: Client, officer: Account, changes: dict[str, str], said: str
) -> None:
    Account.objects.filter(pk=officer.pk).update(external_id="taken")
    before = Account.objects.count()
    sent = {"username": "tanaka", "role": "rulebook_editor", "is_active": "on"}
    answer = client.post("/accounts/new/", {**sent, **changes})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Account.objects.count() == before


def test_a_user_name_that_is_taken_is_said_so_in_japanese(client: Client, officer: Account) -> None:
    sent = {"username": "officer", "role": "auditor", "is_active": "on"}
    page = client.post("/accounts/new/", sent, headers={"accept-language": "ja"}).content.decode()
    assert "この利用者名は既に他のアカウントで使われています。別の利用者名を入力してください。" in page
    assert "Account" not in page


def test_a_change_takes_effect_at_once_and_is_told_before_and_after(client: Client, officer: Account) -> None:
    there = Client()
    there.force_login(officer)
    answer = client.post(f"/accounts/{officer.pk}/", form_of(officer, role="ministry_client"))
    assert answer.status_code == 302
    officer.refresh_from_db()
    assert officer.role == Role.MINISTRY_CLIENT
    event = last_event()
    assert event.before
    assert event.after
    assert (event.before["role"], event.after["role"]) == ("officer", "ministry_client")
    client.post(f"/accounts/{officer.pk}/", form_of(officer, is_active=""))
    assert there.get("/partnerships/").status_code == 302


def test_nobody_changes_their_own_rights_or_takes_off_their_own_authenticator(
    client: Client, administrator: Account
) -> None:
    for changes in ({"role": "auditor"}, {"reads_secret": "on"}, {"is_active": ""}):
        answer = client.post(f"/accounts/{administrator.pk}/", form_of(administrator, **changes))
        assert answer.status_code == 422
        assert "You cannot change your own rights." in answer.content.decode()
    Authenticator.objects.create(user=administrator, type="totp", data={})
    client.post(f"/accounts/{administrator.pk}/authenticator/")
    assert Authenticator.objects.exists()
    administrator.refresh_from_db()
    assert (administrator.role, administrator.reads_secret) == (Role.ADMINISTRATOR, False)
    assert client.post(f"/accounts/{administrator.pk}/", form_of(administrator, username="admin")).status_code == 302


def test_an_administrator_ends_the_sessions_of_an_account(client: Client, officer: Account) -> None:
    there = Client()
    there.force_login(Account.objects.get(pk=officer.pk))
    assert there.get("/partnerships/").status_code == 200
    client.post(f"/accounts/{officer.pk}/sessions/")
    assert last_event().verb == "sessions_ended"
    assert there.get("/partnerships/").status_code == 302


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_manages_accounts(officer: Account, meti: GovernmentBody, role: Role) -> None:
    client = Client()
    client.force_login(Account.objects.create_user("somebody", role=role, body=meti))
    for address in ("/accounts/", "/accounts/new/", f"/accounts/{officer.pk}/"):
        assert client.get(address).status_code == 403
    for act in ("link", "sessions", "authenticator"):
        answer = client.post(f"/accounts/{officer.pk}/{act}/")
        assert answer.status_code == 403
        assert "officer" not in answer.content.decode().replace("policy officer", "")
    assert 'href="/accounts/"' not in client.get("/rulebook/").content.decode()


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_many(client: Client, meti: GovernmentBody) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert client.get("/accounts/").status_code == 200
        return len(taken)

    one = queries()
    for number in range(12):
        Account.objects.create_user(f"officer-{number}", body=meti)
    assert queries() == one


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_pages_speak_both_languages(client: Client, officer: Account, language: str) -> None:
    for address in ("/accounts/", "/accounts/new/", f"/accounts/{officer.pk}/"):
        page = client.get(address, headers={"Accept-Language": language}).content.decode()
        assert {"en": "Accounts", "ja": "アカウント"}[language] in page
        assert ("Government body" in page) == (language == "en")


def test_an_event_names_the_name_at_a_server_by_the_hash_of_its_text() -> None:
    assert account_state(Account(external_id="officer@meti"))["external_id_text_sha256"] == hash_text("officer@meti")
    assert account_state(Account())["external_id_text_sha256"] is None


def test_an_event_shows_that_an_account_was_renamed(client: Client, officer: Account) -> None:
    client.post(f"/accounts/{officer.pk}/", form_of(officer, username="somebody-else"))
    event = last_event()
    names = [(each or {})["username_sha256"] for each in (event.before, event.after)]
    assert names == [hash_text("officer"), hash_text("somebody-else")]
