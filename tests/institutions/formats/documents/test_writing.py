"""Register documents: what is exported says the same when it is checked again, and names the same parties."""

import io
import json
from datetime import date
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.exports.selection import ExportSelection
from institutions.formats.documents.register_json import read_register_json
from institutions.formats.documents.writing import json_lines, register_documents
from institutions.formats.register_document import Record
from institutions.models import Party, RecordOutcome
from tests.institutions.exports.imported import bring_in
from tests.institutions.exports.registered import CORPORATE_NUMBER, LEI, fill, selection_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def of_kind(kind: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the documents whose statement is of a kind."""
    return [each for each in found if any(row["kind"] == kind for row in each.get("statements", ()))]


def test_a_statement_comes_with_its_parties_and_its_source() -> None:
    registered = fill()
    hikari, sato = (str(registered.parties[key]) for key in ("hikari", "sato"))
    first = of_kind("shareholding", list(register_documents(selection_of("METI", "shareholdings"))))[0]
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
    found = list(register_documents(selection_of("METI")))
    assert [row["statements"][0]["body"] for row in of_kind("appointment", found)] == ["METI"]
    assert of_kind("control", found)[0]["statements"][0]["controller"] == "FI"
    assert all("bodies" not in row for row in of_kind("appointment", found))


def test_no_contact_details_of_others() -> None:
    fill()
    for code, seen in (("METI", True), ("DA", False), (None, True)):
        found = [row for each in register_documents(selection_of(code, "companies")) for row in each["companies"]]
        assert any("address" in row for row in found) is seen


def test_a_day_leaves_out_what_is_not_true_on_it() -> None:
    fill()
    given = selection_of("METI", "shareholdings", "directorships", on=date(2021, 3, 31))
    assert [each["statements"][0].get("share_bp") for each in register_documents(given)] == [2500, None]


def records(selection: ExportSelection) -> list[Record]:
    """Return the records that a reader makes of an export."""
    return list(read_register_json(io.BytesIO(b"".join(json_lines(selection)))))


def contents(selection: ExportSelection) -> list[Any]:
    """Return the contents of an export, in an order that does not depend on the time of each statement."""
    texts = [
        json.dumps({n: v for n, v in each.items() if n != "record"}, sort_keys=True)
        for each in register_documents(selection)
    ]
    return sorted({*texts})


def test_what_is_exported_is_imported_and_says_the_same_of_the_same_parties() -> None:
    fill()
    before, said = Party.objects.count(), contents(selection_of("METI"))
    exported = records(selection_of("METI"))
    assert {each.outcome for each in bring_in(exported)} == {RecordOutcome.UNCHANGED}
    without_ids = records(selection_of("METI", ids=False))
    assert {each.outcome for each in bring_in(without_ids)} == {RecordOutcome.UNCHANGED}
    assert Party.objects.count() == before
    assert contents(selection_of("METI")) == said


def test_partnerships_are_their_submission_documents() -> None:
    registered = fill()
    [line] = json_lines(selection_of("METI", "partnerships"))
    document = json.loads(line)
    assert document == registered.submission.document
    again = register_partnership(check_document(document), account=None, way="file")
    assert (again.partnership, again.created) == (registered.partnership, False)


def test_without_ids_it_is_for_another_register() -> None:
    fill()
    for line in json_lines(selection_of(None, ids=False)):
        content = json.loads(line)
        assert not any("id" in row for name in ("companies", "people") for row in content.get(name, ()))
