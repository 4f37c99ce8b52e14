"""Readers see an error page for no page, no right, or an error: in both languages, without detail."""

import pytest
from django.test import Client
from django.urls import reverse

from rules.web.pages.cases.case_list import CaseList


@pytest.mark.parametrize(("language", "said"), [("en", "There is no such page"), ("ja", "ページが見つかりません")])
def test_an_unknown_address(client: Client, language: str, said: str) -> None:
    page = client.get("/nothing/here/", headers={"Accept-Language": language})
    assert page.status_code == 404
    assert said in page.content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "Something went wrong"), ("ja", "エラーが発生しました")])
def test_an_error_of_the_site(client: Client, monkeypatch: pytest.MonkeyPatch, language: str, said: str) -> None:
    def fail(_self: CaseList) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(CaseList, "get_queryset", fail)
    client.raise_request_exception = False
    page = client.get(reverse("partnerships"), headers={"Accept-Language": language})
    assert page.status_code == 500
    assert said in page.content.decode()
    assert "secret detail" not in page.content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "The form has expired"), ("ja", "有効期限が切れました")])
def test_a_form_that_was_not_made_by_this_site(client: Client, language: str, said: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Accept-Language": language})
    strict.cookies = client.cookies
    page = strict.post("/propose/")
    assert page.status_code == 403
    assert said in page.content.decode()


def test_a_wrong_password_says_what_to_do(db: None) -> None:
    page = Client().post("/sign-in/", {"login": "nobody", "password": "nothing"})
    assert page.status_code == 200
    assert "The user name or password is wrong." in page.content.decode()
