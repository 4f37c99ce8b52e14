"""Names that lead to two accounts, accounts that change hands by their name, and requests about what was replaced."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from institutions.models import Account, AccountRequest, GovernmentBody, RequestState, Role
from tests.institutions.accounts.test_two_administrators import administrator, ask, client_of, confirm, form_of
from tests.people import person_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(db: None) -> Account:
    return administrator("asking", person_named("Asking"))


@pytest.fixture
def confirming(db: None) -> Account:
    return administrator("confirming", person_named("Confirming"))


def test_no_account_takes_a_name_that_differs_in_case_alone(
    asking: Account, confirming: Account, meti: GovernmentBody
) -> None:
    """Sign-in takes a name in any case: it found neither of two such, so that one was shut out by the other."""
    confirming.set_password("a long enough sentence")
    confirming.save()
    sent = {"username": "CONFIRMING", "role": "officer", "body": str(meti.pk), "is_active": "on"}
    answer = client_of(asking).post("/accounts/new/", sent)
    assert (answer.status_code, Account.objects.filter(username__iexact="confirming").count()) == (422, 1)
    assert "Another account already has this user name" in answer.content.decode()
    other = Account.objects.create_user("other", body=meti)
    answer = client_of(asking).post(f"/accounts/{other.pk}/", form_of(other, username="Confirming"))
    assert answer.status_code == 422
    with pytest.raises(CommandError, match="user name"):
        call_command("administrator", "Confirming", stdout=StringIO())
    signed_in = Client().post("/sign-in/", {"login": "Confirming", "password": "a long enough sentence"})
    assert signed_in.status_code == 302


def test_an_account_with_a_twin_of_before_can_be_changed_and_renamed(asking: Account, meti: GovernmentBody) -> None:
    Account.objects.create_user("twin", body=meti)
    twin = Account.objects.create_user("Twin", body=meti)
    for changes in ({"role": "ministry_client"}, {"username": "no-twin"}):
        assert client_of(asking).post(f"/accounts/{twin.pk}/", form_of(twin, **changes)).status_code == 302
    twin.refresh_from_db()
    assert twin.username == "no-twin"


def test_a_request_for_a_name_that_somebody_has_in_another_case_by_now_is_refused(
    asking: Account, confirming: Account, meti: GovernmentBody
) -> None:
    request = ask(asking, administrator("third", person_named("Third")), username="wanted")
    assert request
    Account.objects.create_user("WANTED", body=meti)
    assert confirm(confirming, request) == RequestState.WAITING


def test_one_administrator_gives_nobodys_user_name_to_another_account(
    asking: Account, confirming: Account, meti: GovernmentBody
) -> None:
    """Whoever runs the server prints a link by user name: an account under another name is handed to somebody else."""
    officer = Account.objects.create_user("officer", body=meti, person=person_named("Officer"))
    waiting = ask(asking, officer, username="else")
    assert waiting
    assert Account.objects.get(pk=officer.pk).username == "officer"
    assert confirm(confirming, waiting) == RequestState.CONFIRMED
    assert Account.objects.get(pk=officer.pk).username == "else"
    unlinked = Account.objects.create_user("unlinked", body=meti)
    assert ask(asking, unlinked, username="free") is None


def test_an_authenticator_that_was_made_after_the_request_stays(
    asking: Account, confirming: Account, meti: GovernmentBody
) -> None:
    """The owner found the lost telephone, or set another one up, while the request waited."""
    owner = Account.objects.create_user("owner", body=meti, role=Role.OFFICER, person=person_named("Owner"))
    lost = Authenticator.objects.create(user=owner, type="totp", data={"secret": "lost"})
    client_of(asking).post(f"/accounts/{owner.pk}/authenticator/")
    lost.delete()
    Authenticator.objects.create(user=owner, type="totp", data={"secret": "new"})
    request = AccountRequest.objects.get()
    assert confirm(confirming, request) == RequestState.WAITING
    assert Authenticator.objects.filter(user=owner).exists()
    assert client_of(asking).post(f"/accounts/requests/{request.pk}/refuse/").status_code == 302
    client_of(asking).post(f"/accounts/{owner.pk}/authenticator/")
    assert confirm(confirming, AccountRequest.objects.latest("pk")) == RequestState.CONFIRMED
    assert not Authenticator.objects.filter(user=owner).exists()
