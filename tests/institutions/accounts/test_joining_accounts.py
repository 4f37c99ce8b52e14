"""Whoever acts for a body learns that another account does, since it reads what they read."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from institutions.accounts.managing import store_change
from institutions.models import Account, AccountRequest, GovernmentBody, Role
from rules.messages.notices.wording import notice_text
from rules.models import Notice, NoticeKind
from tests.institutions.accounts.test_two_administrators import client_of, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    """Return an officer of the body, beside accounts that do not act for it."""
    Account.objects.create_user("auditor", role=Role.AUDITOR)
    Account.objects.create_user("gone", body=meti, is_active=False)
    return Account.objects.create_user("officer", body=meti)


@pytest.fixture
def by(officer: Account) -> Client:
    """Return the browser of an administrator."""
    return client_of(Account.objects.create_user("administrator", role=Role.ADMINISTRATOR))


def told() -> list[Account]:
    """Return who was notified since the last look."""
    notices = Notice.objects.filter(kind=NoticeKind.ACCOUNT_JOINED, read_at=None)
    found = [each.account for each in notices]
    notices.delete()
    return found


def change(by: Client, account: Account, **changes: Any) -> None:
    """Send the form of an account."""
    account.refresh_from_db()
    answer = by.post(f"/accounts/{account.pk}/", form_of(account, **changes))
    assert answer.status_code == 302, answer.content.decode()


def test_those_who_act_for_a_body_learn_of_a_new_account(by: Client, officer: Account, meti: GovernmentBody) -> None:
    sent = {"username": "stranger", "role": Role.OFFICER, "body": str(meti.pk), "is_active": "on", "address": ""}
    answer = by.post("/accounts/new/", sent)
    assert answer.status_code in (200, 302), answer.content.decode()
    stranger = Account.objects.get(username="stranger")
    (notice,) = Notice.objects.filter(kind=NoticeKind.ACCOUNT_JOINED)
    assert (notice.account, notice.data) == (officer, {"body": "METI"})
    assert "let another account act for METI" in notice_text(notice)
    assert "stranger" not in notice_text(notice)
    assert stranger.body == meti


def test_they_learn_of_an_account_that_comes_to_their_body_or_back(
    by: Client, officer: Account, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    moved = Account.objects.create_user("moved", body=digital_agency)
    change(by, moved, body=str(meti.pk))
    assert told() == [officer]
    change(by, moved, username="renamed")
    assert told() == []
    change(by, moved, is_active="")
    assert told() == []
    change(by, moved, is_active="on")
    assert told() == [officer]
    change(by, moved, body=str(digital_agency.pk))
    assert told() == []


def test_a_reorganisation_notifies_nobody(officer: Account, digital_agency: GovernmentBody) -> None:
    Account.objects.create_user("colleague", body=digital_agency)
    officer.body = digital_agency
    store_change(officer, by=None, moved=True)
    assert told() == []


def test_they_learn_of_one_that_is_confirmed_on_the_server(by: Client, officer: Account, meti: GovernmentBody) -> None:
    sent = {"username": "entitled", "role": Role.OFFICER, "body": str(meti.pk), "is_active": "on", "address": ""}
    by.post("/accounts/new/", {**sent, "reads_secret": "on"})
    assert told() == [], "it cannot sign in yet"
    call_command("account_requests", confirm=AccountRequest.objects.get().pk)
    assert told() == [officer]
    change(by, Account.objects.get(username="entitled"), role=Role.MINISTRY_CLIENT)
    assert told() == [], "it acted for the body before"
