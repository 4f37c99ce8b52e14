"""Plain answers of the form: it says beforehand what is refused, and repeats amounts in yen."""

import pytest
from django.test import Client

from institutions.models import Account, FormDraft, GovernmentBody, Role
from tests.documents import example
from tests.rules.web.pages.conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meti", "digital_agency")]
SAID = "Your account may not open restricted partnerships, so it cannot register one"


def draft_of(client: Client) -> FormDraft:
    """Return a draft that the account has begun."""
    client.post("/propose/")
    return FormDraft.objects.get()


def test_who_may_not_choose_secrecy_reads_so_beside_the_choice(client: Client) -> None:
    assert SAID in client.get(f"/propose/{draft_of(client).pk}/proposal/").content.decode()


def test_who_may_choose_it_reads_nothing_of_it(meti: GovernmentBody) -> None:
    account = Account.objects.create_user("cleared", role=Role.OFFICER, body=meti, reads_secret=True)
    client = signed_in(account)
    page = client.get(f"/propose/{draft_of(client).pk}/proposal/").content.decode()
    assert SAID not in page
    assert "Marks a restricted partnership" in page


@pytest.mark.parametrize(("language", "shown"), [("en", "1,200,000,000 yen"), ("ja", "1,200,000,000円")])
def test_amounts_are_repeated_in_yen(client: Client, language: str, shown: str) -> None:
    draft = draft_of(client)
    document = {**example("hikari_magnetics"), "value_yen": 1_200_000_000}
    draft.store({**draft.document, **document}, version=draft.version, step="proposal")
    client.cookies["django_language"] = language
    assert shown in client.get(f"/propose/{draft.pk}/check/").content.decode()
