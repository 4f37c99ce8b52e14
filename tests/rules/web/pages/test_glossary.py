"""The glossary as a page: in both languages, searched by words of either, for everybody who has signed in."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from institutions.models import Account, GovernmentBody, Role
from rules.explaining.glossary.entries import glossary
from tests.people import person_named
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def named() -> Client:
    """Return the client of an official, who reads nothing but their own page and the rules."""
    return signed_in(Account.objects.create_user("sato", role=Role.NAMED, person=person_named("Sato Haruka")))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_has_every_word_with_its_law_in_the_language_of_the_reader(named: Client, language: str) -> None:
    named.cookies["django_language"] = language
    page = named.get("/glossary/").content.decode()
    for entry in (*glossary().terms, *glossary().fields.values()):
        assert escape(entry.word[language]) in page
        assert escape(entry.means[language]) in page
    assert ("国家公務員法第106条の24" if language == "ja" else "National Public Service Act, art. 106-24") in page


def test_a_search_takes_words_of_either_language_and_says_where_nothing_is_found(named: Client) -> None:
    page = named.get("/glossary/?q=随意契約").content.decode()
    assert "Negotiated contract" in page
    assert len(re.findall("<tr role", page)) < 12
    assert "No word matches." in named.get("/glossary/?q=zeppelin").content.decode()


def test_the_menu_leads_to_it(meti: GovernmentBody) -> None:
    officer = Account.objects.create_user("officer-of-meti", role=Role.OFFICER, body=meti)
    assert '<a href="/glossary/"' in signed_in(officer).get("/").content.decode()
