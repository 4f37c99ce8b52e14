"""Searches by a text that says nothing: no list answers them with everything, on a page or over REST."""

from typing import Any, Final
from urllib.parse import quote

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Role
from tests.every import every
from tests.rules.web.api.conftest import Caller

HIDDEN: Final = ("\u200b", "\u200b\u200d\u2060", "\u200e\u202e\u2066", "\ufeff", "\u00ad", "\u3164", "\u0301")
MARKS: Final = ("%", "_", "%_", "％＿", "\\", "★", "'='", "--")
PAGES: Final = ("companies", "people", "partnerships", "sources")
NAMES: Final = ("Hikari", "Sato", "METI-2026-001", "Fictional paper")


def register(caller: Caller, document: dict[str, Any], title: str) -> None:
    """Register the document with a source of this title."""
    statements = [*document["statements"], {"kind": "exposure", "company": "hikari", "country": "CN", "source": "s"}]
    answer = caller.register({**document, "statements": statements, "sources": [{"key": "s", "title": title}]})
    assert answer.status_code == 201, answer.content


@pytest.fixture
def reader(caller: Caller, document: dict[str, Any]) -> Client:
    """Return the browser of an officer of METI, which registered a document with a source."""
    register(caller, document, "Fictional paper")
    client = Client()
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=GovernmentBody.objects.get(code="METI"))
    client.force_login(officer)
    return client


def names_on(reader: Client, address: str) -> set[str]:
    """Return which of the names a page shows."""
    answer = reader.get(address)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1]
    return {name for name in NAMES if name in main}


@every("place, text", [(place, text) for place in ("companies", "people", "bodies") for text in (*MARKS, *HIDDEN[:4])])
def test_a_name_without_letters_is_refused_over_rest(caller: Caller, reader: Client, place: str, text: str) -> None:
    answer = caller.get(f"{place}/?q={quote(text)}")
    assert answer.status_code == 400, answer.json()
    assert "no letter and no digit" in answer.json()["errors"][0]["message"]


def test_a_mark_beside_letters_is_left_out_of_a_name(caller: Caller, reader: Client) -> None:
    found = caller.get(f"companies/?q={quote('hikari%')}").json()["results"]
    assert [each["name"]["en"] for each in found] == ["Hikari Magnetics Co., Ltd."]


@every("place, text", [(place, text) for place in PAGES for text in (*MARKS, *HIDDEN)])
def test_hidden_characters_and_marks_find_nothing_on_pages(reader: Client, place: str, text: str) -> None:
    assert not names_on(reader, f"/{place}/?q={quote(text)}")


def test_the_same_pages_show_them_without_a_search(reader: Client) -> None:
    assert {name for place in PAGES for name in names_on(reader, f"/{place}/")} == {*NAMES}


def test_sources_are_searched_for_marks_as_they_are_written(caller: Caller, document: dict[str, Any]) -> None:
    register(caller, {**document, "reference": "R-1"}, "Report of all, fictional")
    register(caller, {**document, "reference": "R-2"}, "Report of 100%_, fictional")
    for text, number in (("%_", 1), ("_", 1), ("%", 1), (HIDDEN[0], 0), ("of ", 2)):
        found = caller.get(f"sources/?q={quote(text)}").json()["results"]
        assert len(found) == number, text
