"""One administrator makes no reviewer: rights that judge, read or administer take two people."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from institutions.accounts.requests import lapse_requests
from institutions.models import Account, AccountRequest, AuditEvent, GovernmentBody, Person, RequestState, Role
from rules.messages.notices.wording import CHANGED, notice_text
from rules.models import Notice, NoticeKind
from tests.people import person_named, reviewer_account

pytestmark = pytest.mark.django_db


def administrator(name: str, person: Person | None = None) -> Account:
    return Account.objects.create_user(name, role=Role.ADMINISTRATOR, person=person)


@pytest.fixture
def first(db: None) -> Account:
    return administrator("first", person_named("First"))


@pytest.fixture
def second(db: None) -> Account:
    return administrator("second", person_named("Second"))


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return Account.objects.create_user("officer", body=meti, person=person_named("Officer"))


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def form_of(account: Account, **changes: Any) -> dict[str, Any]:
    said = {"username": account.username, "role": account.role, "body": account.body_id or "", "is_active": "on"}
    return {**said, "person": account.person_id or "", "external_id": account.external_id, **changes}


def ask(by: Account, account: Account, **changes: Any) -> AccountRequest | None:
    """Send the form of an account, and return the request that waits since."""
    answer = client_of(by).post(f"/accounts/{account.pk}/", form_of(account, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return AccountRequest.objects.filter(state=RequestState.WAITING).first()


def confirm(by: Account, request: AccountRequest) -> str:
    """Press the button, and return the state of the request."""
    assert client_of(by).post(f"/accounts/requests/{request.pk}/confirm/").status_code == 302
    request.refresh_from_db()
    return request.state


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_another_account_of_somebody_takes_two_and_they_are_notified_first(
    first: Account, second: Account, officer: Account, meti: GovernmentBody
) -> None:
    person = Person.objects.create(same_as=officer.person)  # found to be the officer
    for linked in (officer.person_id, person.pk):
        name = f"as-{linked}"
        sent = {"username": name, "role": "named", "person": str(linked), "is_active": "on"}
        assert client_of(first).post("/accounts/new/", sent).status_code == 302
        made = Account.objects.get(username=name)
        assert not made.is_active
        told = Notice.objects.filter(account=officer, kind=NoticeKind.ACCOUNT_CHANGED).latest("pk")
        assert str(CHANGED["same_person"]) in notice_text(told)
        request = AccountRequest.objects.get(account=made)
        assert confirm(first, request) == RequestState.WAITING
        assert confirm(second, request) == RequestState.CONFIRMED
    waiting = ask(first, Account.objects.create_user("linked", body=meti), person=officer.person_id)
    assert waiting
    assert confirm(second, waiting) == RequestState.CONFIRMED


def test_the_first_account_of_somebody_takes_two_as_well(first: Account, second: Account, meti: GovernmentBody) -> None:
    """One administrator could sign a declaration as an official who has no account, and nobody was notified."""
    person = person_named("Alone")
    sent = {
        "username": "alone",
        "role": "named",
        "person": str(person.pk),
        "is_active": "on",
    }
    assert client_of(first).post("/accounts/new/", sent).status_code == 302
    made = Account.objects.get(username="alone")
    assert not made.is_active
    request = AccountRequest.objects.get(account=made)
    assert confirm(first, request) == RequestState.WAITING
    assert confirm(second, request) == RequestState.CONFIRMED
    made.refresh_from_db()
    assert (made.is_active, made.person_id) == (True, person.pk)
    waiting = ask(first, Account.objects.create_user("unlinked", body=meti), person=person_named("Other").pk)
    assert waiting
    assert Account.objects.get(username="unlinked").person is None


def test_one_administrator_never_puts_another_in_the_place_of_somebody(
    first: Account, second: Account, officer: Account, meti: GovernmentBody
) -> None:
    person = officer.person_id
    # Under another name at the organisation's server, somebody else signs in, declares and answers as the officer does.
    waiting = ask(first, officer, external_id="somebody-else")
    assert waiting
    assert confirm(second, waiting) == RequestState.CONFIRMED
    # So they would with the account unlinked, and a new one linked instead.
    waiting = ask(first, officer, person="", external_id="somebody-else")
    assert waiting
    officer.refresh_from_db()
    assert officer.person_id == person
    assert client_of(first).post(f"/accounts/requests/{waiting.pk}/refuse/").status_code == 302
    # So they would with the account switched off, which takes one, whether a new one is linked or it is changed itself.
    assert ask(first, officer, is_active="", external_id="somebody-else") is None
    waiting = ask(first, officer, is_active="", external_id="yet-another")
    assert waiting
    assert client_of(first).post(f"/accounts/requests/{waiting.pk}/refuse/").status_code == 302
    sent = {"username": "instead", "role": "named", "person": str(person), "is_active": "on"}
    assert client_of(first).post("/accounts/new/", sent).status_code == 302
    assert not Account.objects.get(username="instead").is_active
    told = Notice.objects.filter(account=officer, kind=NoticeKind.ACCOUNT_CHANGED).latest("pk")
    assert str(CHANGED["same_person"]) in notice_text(told)


def test_the_role_of_a_reviewer_takes_another_administrator(first: Account, second: Account, officer: Account) -> None:
    request = ask(first, officer, role="reviewer")
    assert request
    officer.refresh_from_db()
    assert officer.role == Role.OFFICER
    assert confirm(first, request) == RequestState.WAITING
    assert confirm(second, request) == RequestState.CONFIRMED
    officer.refresh_from_db()
    assert officer.role == Role.REVIEWER
    assert [each for each in verbs() if each.startswith(("request", "account"))] == [
        "request_made", "account_changed", "request_confirmed",
    ]  # fmt: skip
    by = AuditEvent.objects.get(verb="request_confirmed")
    assert (by.actor, (by.after or {})["asked_by"]) == (f"account:{second.pk}", first.pk)


def test_what_takes_two_and_what_takes_one(first: Account, officer: Account, meti: GovernmentBody) -> None:
    other = person_named("Other")
    reviewer = reviewer_account("reviewer")
    off = reviewer_account("off", is_active=False)
    seeing = Account.objects.create_user("seeing", body=meti, reads_secret=True)
    rows: list[tuple[Account, dict[str, Any], bool]] = [
        (officer, {"role": "reviewer"}, True),
        (officer, {"role": "auditor"}, True),
        (officer, {"role": "administrator"}, True),
        (officer, {"reads_secret": "on"}, True),
        (officer, {"role": "rulebook_editor"}, True),  # two editors put a rulebook in force
        (officer, {"role": "planner"}, False),
        (officer, {"username": "officer-2"}, True),  # links are printed by it
        (reviewer, {"person": other.pk}, True),
        (reviewer, {"external_id": "somebody.else"}, True),
        (reviewer, {"username": "new-colleague"}, True),
        (reviewer, {"body": meti.pk}, True),
        (reviewer, {"is_active": ""}, False),
        (off, {"is_active": "on"}, True),
        (seeing, {"reads_secret": "on", "role": "ministry_client"}, True),
        (seeing, {}, False),  # the box without its tick
    ]
    for account, changes, two in rows:
        asked = ask(first, Account.objects.get(pk=account.pk), **changes)
        assert bool(asked) is two, (account.username, changes)
        AccountRequest.objects.all().delete()


def test_a_new_reviewer_cannot_sign_in_before_a_second_administrator_confirms(
    first: Account, second: Account, officer: Account
) -> None:
    sent = {"username": "counsel", "role": "reviewer", "person": str(person_named("Counsel").pk), "is_active": "on"}
    assert client_of(first).post("/accounts/new/", sent).status_code == 302
    made = Account.objects.get(username="counsel")
    assert (made.is_active, made.has_usable_password()) == (False, False)
    page = client_of(second).get("/accounts/requests/").content.decode()
    assert "counsel" in page
    assert "Counsel" in page
    assert confirm(second, AccountRequest.objects.get()) == RequestState.CONFIRMED
    assert Account.objects.get(username="counsel").is_active


def test_a_reviewer_needs_a_person_in_the_form(first: Account) -> None:
    answer = client_of(first).post("/accounts/new/", {"username": "counsel", "role": "reviewer", "is_active": "on"})
    assert answer.status_code == 422
    assert "A reviewer must be linked to a person in the register." in answer.content.decode()


def test_who_may_not_confirm_is_told_why(first: Account, second: Account, officer: Account) -> None:
    request = ask(first, officer, role="reviewer")
    assert request
    same = administrator("first-again", first.person)
    subject = administrator("of-the-officer", officer.person)
    unlinked = administrator("unlinked")
    for who, said in (
        (first, "You made this request"),
        (same, "another account of yours"),
        (subject, "This request is about you"),
        (unlinked, f"manage.py account_requests --confirm {request.pk}"),
    ):
        assert confirm(who, request) == RequestState.WAITING, who
        assert said in client_of(who).get("/accounts/requests/").content.decode(), who
    assert confirm(second, request) == RequestState.CONFIRMED


def test_nobody_asks_for_themselves_under_another_account(first: Account, second: Account) -> None:
    own = Account.objects.create_user("own", role=Role.AUDITOR, person=first.person)
    for account, changes in ((own, {"role": "reviewer"}), (Account.objects.get(pk=first.pk), {"reads_secret": "on"})):
        answer = client_of(first).post(f"/accounts/{account.pk}/", form_of(account, **changes))
        assert "You cannot change your own rights." in answer.content.decode()
    other = Account.objects.create_user("nobody", role=Role.AUDITOR)
    answer = client_of(first).post(f"/accounts/{other.pk}/", form_of(other, role="reviewer", person=first.person_id))
    assert "You cannot change your own rights." in answer.content.decode()
    assert not AccountRequest.objects.exists()


def test_an_authenticator_is_removed_by_two(first: Account, second: Account, officer: Account) -> None:
    Authenticator.objects.create(user=officer, type="totp", data={})
    there = client_of(officer)
    client_of(first).post(f"/accounts/{officer.pk}/authenticator/")
    assert Authenticator.objects.exists()
    assert there.get("/partnerships/").status_code == 200
    assert confirm(second, AccountRequest.objects.get()) == RequestState.CONFIRMED
    assert not Authenticator.objects.exists()
    assert there.get("/partnerships/").status_code == 302
    assert "authenticator_taken_off" in verbs()


def test_a_request_lapses_after_a_week_and_is_refused_or_taken_back(
    first: Account, second: Account, officer: Account
) -> None:
    request = ask(first, officer, role="reviewer")
    assert request
    assert timedelta(days=7) <= request.lapses_at - request.asked_at < timedelta(days=7, seconds=1)
    AccountRequest.objects.update(lapses_at=timezone.now())
    assert confirm(second, request) == RequestState.LAPSED or lapse_requests(timezone.now()) == 1
    request.refresh_from_db()
    assert (request.state, officer.role) == (RequestState.LAPSED, Role.OFFICER)
    assert AuditEvent.objects.get(verb="request_lapsed").actor == "system"
    again = ask(first, officer, role="reviewer")
    assert again
    client_of(first).post(f"/accounts/requests/{again.pk}/refuse/")
    again.refresh_from_db()
    assert again.state == RequestState.REFUSED


def test_a_request_about_an_account_that_has_changed_is_not_carried_out(
    first: Account, second: Account, officer: Account
) -> None:
    request = ask(first, officer, role="reviewer")
    assert request
    Account.objects.filter(pk=officer.pk).update(person=person_named("Another"))
    assert confirm(second, request) == RequestState.WAITING
    assert Account.objects.get(pk=officer.pk).role == Role.OFFICER
    Account.objects.filter(pk=first.pk).update(is_active=False)
    assert "no longer is one" in client_of(second).get("/accounts/requests/").content.decode()


def test_a_request_for_a_name_that_another_account_has_by_now_is_refused_with_the_reason(
    first: Account, second: Account
) -> None:
    for taken in ({"username": "wanted"}, {"external_id": "wanted"}):
        request = ask(first, reviewer_account(f"reviewer-{'-'.join(taken)}"), **taken)
        assert request
        Account.objects.create_user(**{"username": "other", **taken})
        answer = client_of(second).post(f"/accounts/requests/{request.pk}/confirm/", follow=True)
        assert "Another account has this user name" in answer.content.decode()
        request.refresh_from_db()
        assert request.state == RequestState.WAITING
        assert client_of(second).post(f"/accounts/requests/{request.pk}/refuse/").status_code == 302


def test_the_server_confirms_for_an_installation_with_one_administrator(officer: Account) -> None:
    only = administrator("only")
    request = ask(only, officer, role="reviewer")
    assert request
    out = StringIO()
    call_command("account_requests", stdout=out)
    assert f"{request.pk}  officer: rights (role: officer -> reviewer), asked by only" in out.getvalue()
    call_command("account_requests", "--confirm", str(request.pk), stdout=out)
    assert Account.objects.get(pk=officer.pk).role == Role.REVIEWER
    assert AuditEvent.objects.get(verb="request_confirmed").actor == "command"
    with pytest.raises(CommandError, match="No request 999 waits"):
        call_command("account_requests", "--refuse", "999", stdout=out)


def test_owner_and_administrators_are_notified(first: Account, second: Account, officer: Account) -> None:
    request = ask(first, officer, role="reviewer")
    assert request
    (waits,) = Notice.objects.filter(kind=NoticeKind.ACCOUNT_REQUEST)
    assert waits.account == second
    confirm(second, request)
    said = [notice_text(each) for each in Notice.objects.filter(account=officer).order_by("pk")]
    assert [each.split(".")[0] for each in said] == [
        f"Your account was changed: {CHANGED['asked']}",
        "Your account was changed: role",
    ]
    page = client_of(Account.objects.get(pk=officer.pk)).get("/notices/", headers={"accept-language": "ja"})
    assert "アカウントが変更されました" in page.content.decode()
