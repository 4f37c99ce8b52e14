"""Register documents: what is exported says the same when it is checked again, and names the same parties."""

import json
from datetime import date
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.exports.documents import documents, json_lines
from institutions.models import Party
from tests.documents import small
from tests.institutions.drafts.test_store import register
from tests.institutions.exports.registered import CORPORATE_NUMBER, LEI, STATEMENTS, fill, selection_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def of_kind(kind: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The documents whose statement is of a kind."""
    return [each for each in found if any(row["kind"] == kind for row in each.get("statements", ()))]


def test_a_statement_comes_with_its_parties_and_its_source() -> None:
    registered = fill()
    hikari, sato = (str(registered.parties[key]) for key in ("hikari", "sato"))
    first = of_kind("shareholding", list(documents(selection_of("METI", "shareholdings"))))[0]
    assert {name: value for name, value in first.items() if name != "record"} == {
        "people": [{"key": sato, "id": sato, "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}, "country": "JP"}],
        "companies": [
            {
                "key": hikari,
                "id": hikari,
                "name": {"en": "Hikari Magnetics Co., Ltd.", "ja": "ヒカリ磁性株式会社", "kana": "ヒカリジセイ"},
                "country": "JP",
                "corporate_number": CORPORATE_NUMBER,
                "lei": LEI,
                "listed": True,
                "founded_on": "1990-04-01",
                "address": "=1+1",
            }
        ],
        "statements": [
            {
                "kind": "shareholding",
                "holder": sato,
                "company": hikari,
                "share_bp": 620,
                "voting_bp": 700,
                "vehicle": "direct",
                "from": "2021-04-01",
                "until": "2030-03-31",
                "source": "source",
            }
        ],
        "sources": [
            {
                "key": "source",
                "title": "Securities report",
                "publisher": "Registry of Tests",
                "url": "https://registry.example/1",
                "retrieved_on": "2026-01-15",
            }
        ],
    }


def test_bodies_are_named_by_their_code_and_countries_by_theirs() -> None:
    fill()
    found = list(documents(selection_of("METI")))
    assert [row["statements"][0]["body"] for row in of_kind("appointment", found)] == ["METI"]
    assert of_kind("control", found)[0]["statements"][0]["controller"] == "FI"
    assert all("bodies" not in row for row in of_kind("appointment", found))


def test_no_contact_details_of_others() -> None:
    fill()
    for code, seen in (("METI", True), ("DA", False), (None, True)):
        found = [row for each in documents(selection_of(code, "companies")) for row in each["companies"]]
        assert any("address" in row for row in found) is seen


def test_a_day_leaves_out_what_is_not_true_on_it() -> None:
    fill()
    given = selection_of("METI", "shareholdings", "directorships", on=date(2021, 3, 31))
    assert [each["statements"][0].get("share_bp") for each in documents(given)] == [2500, None]


def test_what_is_exported_is_taken_again_and_says_the_same_of_the_same_parties() -> None:
    registered = fill()
    parties = {str(party): key for key, party in registered.parties.items()}
    before = Party.objects.count()
    again = []
    for number, each in enumerate(documents(selection_of("METI"))):
        lists = {name: value for name, value in each.items() if name != "record"}
        document = small(reference=f"R-{number}", people=[], companies=[], statements=[]) | lists
        document["participants"] = [{"company": str(registered.parties["hikari"]), "role": "partner"}]
        draft = check_document(document)
        register(draft.document)
        again += [
            {name: parties.get(value, value) if isinstance(value, str) else value for name, value in row.items()}
            for row in each.get("statements", [])
        ]
    assert Party.objects.count() == before
    for row in STATEMENTS:
        said = {**row, **({"source": "source"} if "source" in row else {})}
        said |= {"members": ["kita"]} if "members" in row else {}
        found = [
            {n: [parties.get(m, m) for m in v] if isinstance(v, list) else v for n, v in each.items()} for each in again
        ]
        assert said in found


def test_without_ids_it_is_for_another_register() -> None:
    fill()
    for line in json_lines(selection_of(None, ids=False)):
        content = json.loads(line)
        assert not any("id" in row for name in ("companies", "people") for row in content.get(name, ()))
