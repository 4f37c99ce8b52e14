"""A form that comes back after the password was given again stands at another address, and still leads to its own."""

import re
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client

from institutions.accounts.sign_in.session_marks import BEGAN
from institutions.models import Account, Partnership, Submission
from rules.models import HearingAnswer, MailChoice, OfficialDeclaration
from tests.rules.review.casework.building import reviewer, soon, under_review
from tests.rules.review.casework.naming import heard
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
FORM = re.compile(r'<form method="post"( action="(?P<action>[^"]*)")?>(?P<content>.*?)</form>', re.DOTALL)


def signed_in_long_ago(account: Account) -> Client:
    """Return a client that has to give the password again."""
    client = signed_in(account)
    session = client.session
    session[BEGAN] -= 3000
    session.save()
    return client


def post_after_password(client: Client, address: str, sent: dict[str, Any]) -> tuple[HttpResponse, str]:
    """Post, give the password, as the page asks, and read what comes back and at which address it stands."""
    again = client.post(address, sent)["Location"]
    assert again.startswith("/sign-in/again/")
    return cast("HttpResponse", client.post(again, {"password": "a long pass phrase", "next": address})), again


def action_of(page: HttpResponse, at: str, holding: str) -> str:
    """Return the address to which a browser sends the form with an input, of a page at an address."""
    (form,) = [each for each in FORM.finditer(page.content.decode()) if f'name="{holding}"' in each["content"]]
    return form["action"] or at


def test_a_declaration_that_was_refused_after_the_password_is_stored_once_corrected(
    case: Partnership, sato: Account
) -> None:
    client, address = signed_in_long_ago(sato), f"/my/cases/{case.pk}/declaration/"
    document = Submission.objects.get(partnership=case, superseded_at=None).document
    typed = {
        "revision": "1",
        "says": "ties",
        "signature": "Sato Haruka",
        "action": "sign",
        "/shareholding/0/whose": "sato",
        "/shareholding/0/company": document["participants"][0]["company"],
        "/shareholding/0/share_bp": "4.444",
    }
    refused, at = post_after_password(client, address, typed)
    assert refused.status_code == 422
    assert 'value="4.444"' in refused.content.decode()
    action = action_of(refused, at, "signature")
    assert action == address
    assert client.post(action, {**typed, "/shareholding/0/share_bp": "4.44"})["Location"] == address
    assert OfficialDeclaration.objects.get().says == "ties"


def test_an_answer_that_was_refused_after_the_password_is_stored_once_corrected(
    case: Partnership, sato: Account
) -> None:
    first = reviewer("first")
    under_review(case, first)
    hearing = heard(case, "COI-01", first, how="asked", answer_by=soon().isoformat(), waiver="", note="")
    client, address = signed_in_long_ago(sato), f"/my/hearings/{hearing.pk}/"
    refused, at = post_after_password(client, address, {"text": ""})
    assert refused.status_code == 422
    action = action_of(refused, at, "text")
    assert action == address
    assert client.post(action, {"text": "I sold them in May."})["Location"] == address
    assert HearingAnswer.objects.get().text == "I sold them in May."


@pytest.mark.parametrize(("language", "said"), [("en", "signed in your name"), ("ja", "ご本人の名義で署名する手続")])
def test_the_page_that_asks_for_the_password_is_true_of_a_declaration(
    case: Partnership, sato: Account, language: str, said: str
) -> None:
    client = signed_in_long_ago(sato)
    again = client.post(f"/my/cases/{case.pk}/declaration/", {"revision": "1", "action": "sign"})["Location"]
    assert said in client.get(again, headers={"accept-language": language}).content.decode()


def test_an_address_for_links_that_set_a_password_is_changed_after_the_password(sato: Account, settings: Any) -> None:
    """Who found a browser signed in gave their own address, and had a link sent there."""
    settings.MAIL_CONFIGURED = True
    address = "/notices/choices/"
    row = MailChoice.objects.create(account=sato, address="sato@meti.example", confirmed="sato@meti.example")
    client = signed_in_long_ago(sato)
    typed = {"address": "sato@meti.example", "language": "ja"}
    assert client.post(address, typed)["Location"] == address
    assert client.post(address, {**typed, "address": "else@meti.example"})["Location"].startswith("/sign-in/again/")
    row.refresh_from_db()
    assert (row.address, row.confirmed) == ("sato@meti.example", "sato@meti.example")
    stored, _at = post_after_password(client, address, {**typed, "address": "new@meti.example"})
    assert stored["Location"] == address
    row.refresh_from_db()
    assert (row.address, row.confirmed) == ("new@meti.example", "")
