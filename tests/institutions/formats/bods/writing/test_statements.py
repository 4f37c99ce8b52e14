"""BODS 0.4: statements as the standard wants them, and the reader takes from them the same parties and shares."""

import io
import json
import re
from datetime import date
from typing import Any

import pytest

from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.bods.writing.statements import bods_lines
from institutions.formats.register_document import Record, RegisterDocument
from institutions.models import GovernmentBody, RecordOutcome
from tests.institutions.exports.imported import bring_in, refusals
from tests.institutions.exports.registered import CORPORATE_NUMBER, LEI, fill, selection_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def written(code: str | None = None, *lists: str) -> list[dict[str, Any]]:
    """Return the statements of an export."""
    return [json.loads(line) for line in bods_lines(selection_of(code, *lists, publisher="METI"))]


def read(code: str | None = None, *lists: str) -> dict[str, RegisterDocument]:
    """Return the documents that the reader makes of an export, by record."""
    found = list(read_bods(io.BytesIO(b"".join(bods_lines(selection_of(code, *lists, publisher="METI"))))))
    return {each.record: each for each in found if isinstance(each, RegisterDocument)}


def details_of(statements: list[dict[str, Any]], record: object) -> dict[str, Any]:
    """Return the details of a record."""
    found: dict[str, Any] = next(each for each in statements if each["recordId"] == str(record))["recordDetails"]
    return found


def test_each_statement_has_what_the_standard_requires() -> None:
    fill()
    statements = written()
    records = [each["recordId"] for each in statements]
    assert len({*records}) == len(records) == len({each["statementId"] for each in statements})
    for each in statements:
        assert 32 <= len(each["statementId"]) <= 64
        assert each["recordStatus"] == "new"
        assert DAY.fullmatch(each["statementDate"])
        assert each["declarationSubject"] in records
        assert DAY.fullmatch(each["publicationDetails"]["publicationDate"])
        assert (each["publicationDetails"]["bodsVersion"], each["publicationDetails"]["publisher"]) == (
            "0.4",
            {"name": "METI"},
        )
        details = each["recordDetails"]
        assert details["isComponent"] is False
        if each["recordType"] == "relationship":
            assert {details["subject"], details["interestedParty"]} <= {*records[: records.index(each["recordId"])]}
            assert all(interest["directOrIndirect"] for interest in details["interests"])
        else:
            assert each["recordType"] == ("person" if "personType" in details else "entity")


def test_parties_have_their_numbers_and_a_body_its_code() -> None:
    registered = fill()
    statements = written("METI")
    company = details_of(statements, registered.parties["hikari"])
    assert [(each["scheme"], each["id"]) for each in company["identifiers"]] == [
        ("JP-JCN", CORPORATE_NUMBER),
        ("XI-LEI", LEI),
    ]
    assert (company["entityType"], company["alternateNames"][0]) == ({"type": "registeredEntity"}, "ヒカリ磁性株式会社")
    assert details_of(statements, registered.parties["kita"])["entityType"] == {"type": "legalEntity"}
    body = details_of(statements, GovernmentBody.objects.get(code="METI").pk)
    assert (body["entityType"], body["identifiers"][0]["id"]) == ({"type": "stateBody"}, "METI")
    person = details_of(statements, registered.parties["sato"])
    assert person["nationalities"] == [{"code": "JP", "name": "Japan"}]


def test_shares_votes_and_days() -> None:
    fill()
    found = [
        each["recordDetails"]["interests"]
        for each in written("METI", "shareholdings")
        if "interests" in each["recordDetails"]
    ]
    assert found[0] == [
        {
            "type": word,
            "directOrIndirect": "direct",
            "startDate": "2021-04-01",
            "endDate": "2030-04-01",
            "share": {"exact": share},
        }
        for word, share in (("shareholding", 6.2), ("votingRights", 7))
    ]
    assert found[1:] == [
        [{"type": "shareholding", "directOrIndirect": "unknown", "share": {"exact": 25}}],
        [{"type": "shareholding", "directOrIndirect": "unknown"}],
    ]


def test_the_same_content_has_the_same_ids_in_each_export() -> None:
    fill()
    assert [each["statementId"] for each in written()] == [each["statementId"] for each in written()]


def test_another_body_does_not_see_its_people() -> None:
    fill()
    assert "佐藤 遥" not in json.dumps(written("DA"), ensure_ascii=False)


def by_field(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return a statement to be compared in any order of its fields."""
    return sorted((name, str(value)) for name, value in row.items())


def test_the_reader_takes_the_same_ties_of_the_same_parties() -> None:
    registered = fill()
    ids = {key: str(party) for key, party in registered.parties.items()}
    rows = [row for each in read("METI").values() for row in each.content.get("statements", [])]
    said = [{name: value for name, value in row.items() if name != "source"} for row in rows]
    expected: list[dict[str, Any]] = [
        {
            "kind": "shareholding",
            "holder": ids["sato"],
            "company": ids["hikari"],
            "share_bp": 620,
            "voting_bp": 700,
            "vehicle": "direct",
            "from": "2021-04-01",
            "until": "2030-03-31",
        },
        {"kind": "shareholding", "holder": ids["kita"], "company": ids["hikari"], "share_bp": 2500},
        {"kind": "shareholding", "holder": str(GovernmentBody.objects.get(code="METI").pk), "company": ids["kita"]},
        {"kind": "control", "company": ids["kita"], "controller": "FI", "by": "state"},
        {"kind": "control", "company": ids["hikari"], "controller": ids["kita"], "by": "board"},
        {
            "kind": "directorship",
            "person": ids["sato"],
            "company": ids["hikari"],
            "post": "取締役",
            "until": "2020-03-31",
        },
    ]
    assert sorted(map(by_field, said)) == sorted(map(by_field, expected))


def test_what_is_exported_is_imported_by_another_body_once() -> None:
    fill()
    records: list[Record] = list(read("METI").values())
    outcomes = bring_in(records, body="DA", form="bods")
    assert not refusals(outcomes)
    added = {each.record for each in outcomes if each.outcome == RecordOutcome.ADDED}
    named = {each.record for each in records if isinstance(each, RegisterDocument) and "people" in each.content}
    assert named
    assert added == named, "what names people is METI's own, which the other body does not read"
    assert {each.outcome for each in bring_in(records, body="DA", form="bods")} == {RecordOutcome.UNCHANGED}


def test_people_stand_in_a_file_where_a_tie_of_it_names_them_or_they_are_asked_for() -> None:
    registered = fill()
    sato, tanaka = (str(registered.parties[key]) for key in ("sato", "tanaka"))

    def people(*lists: str, **more: Any) -> set[str]:
        lines = b"".join(bods_lines(selection_of("METI", *lists, **more))).splitlines()
        return {each["recordId"] for each in map(json.loads, lines) if each["recordType"] == "person"}

    assert people() == {sato}, "of Tanaka only a post and kin are stated, which BODS does not hold"
    assert people("people") == {sato, tanaka}
    assert people("controls") == set()
    assert people("directorships", on=date(2021, 1, 1)) == set()
    assert people("directorships", on=date(2020, 1, 1)) == {sato}


def test_the_reader_takes_the_same_descriptions() -> None:
    registered = fill()
    hikari = str(registered.parties["hikari"])
    rows = [row for each in read("METI").values() for row in each.content.get("companies", []) if row["key"] == hikari]
    assert rows[0] == {
        "key": hikari,
        "name": {"en": "Hikari Magnetics Co., Ltd.", "ja": "ヒカリ磁性株式会社", "kana": "ヒカリジセイ"},
        "corporate_number": CORPORATE_NUMBER,
        "lei": LEI,
        "country": "JP",
        "listed": True,
        "founded_on": "1990-04-01",
        "address": "=1+1",
    }
