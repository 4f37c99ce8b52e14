"""Statements of BODS 0.1 to 0.3 become the same documents as those of 0.4. All parties are fictional."""

import io
import json
from typing import Any

import pytest

from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.register_document import RefusedRecord, RegisterDocument
from tests.institutions.formats.bods.reading.samples import entity

Json = dict[str, Any]


def published(version: str) -> Json:
    return {"publicationDate": "2020-02-01", "bodsVersion": version, "publisher": {"name": "Registry of Tests"}}


def company(key: str = "c1", version: str = "0.2", **more: Any) -> Json:
    made = {"statementID": key, "statementType": "entityStatement", "entityType": "registeredEntity"}
    place = {"incorporatedInJurisdiction": {"code": "JP", "name": "Japan"}}
    return {**made, "name": "Hikari Magnetics K.K.", **place, "publicationDetails": published(version), **more}


def owner(name: str = "p1", version: str = "0.2", **more: Any) -> Json:
    made = {"statementID": name, "statementType": "personStatement", "personType": "knownPerson"}
    names = [{"type": "alternative", "fullName": "Haru S."}, {"type": "individual", "fullName": "Sato Haruka"}]
    return {**made, "names": names, "publicationDetails": published(version), **more}


def owns(name: str, *interests: Json, party: Json | None = None, version: str = "0.2", **more: Any) -> Json:
    return {
        "statementID": name,
        "statementType": "ownershipOrControlStatement",
        "statementDate": "2020-01-15",
        "subject": {"describedByEntityStatement": "c1"},
        "interestedParty": party or {"describedByPersonStatement": "p1"},
        "interests": list(interests),
        "publicationDetails": published(version),
        **more,
    }


def read(*statements: Json) -> list[RegisterDocument]:
    """Return the documents of a file, none of them refused."""
    found = list(read_bods(io.BytesIO(json.dumps(statements).encode())))
    refused = [each for each in found if isinstance(each, RefusedRecord)]
    assert not refused, [error.message for each in refused for error in each.errors]
    return [each for each in found if isinstance(each, RegisterDocument)]


def stated(*statements: Json) -> list[Json]:
    """Return the statements of all documents, without their sources."""
    rows = [row for each in read(*statements) for row in each.content.get("statements", [])]
    return [{name: value for name, value in row.items() if name != "source"} for row in rows]


SHARE = {"type": "shareholding", "interestLevel": "direct", "share": {"exact": 6.2}, "startDate": "2019-04-01"}


@pytest.mark.parametrize("version", ["0.1", "0.2", "0.3"])
def test_an_old_relationship_is_a_holding(version: str) -> None:
    share = {**SHARE, "directOrIndirect": "direct"} if version == "0.3" else SHARE
    (found,) = stated(company(version=version), owner(version=version), owns("r1", share, version=version))
    assert (found["kind"], found["share_bp"], found["vehicle"]) == ("shareholding", 620, "direct")
    assert found["from"] == "2019-04-01"


def test_parties_have_their_legal_name_and_country() -> None:
    (found,) = read(company(), owner(), owns("r1", SHARE))
    assert found.content["companies"][0]["country"] == "JP"
    assert found.content["people"][0]["name"] == {"en": "Sato Haruka"}


@pytest.mark.parametrize(
    ("old", "kind"),
    [
        ("voting-rights", "shareholding"),
        ("appointment-of-board", "control"),
        ("influence-or-control", "control"),
        ("senior-managing-official", "directorship"),
        ("trustee-of-trust", "control"),
        ("other-influence-or-control-of-trust", "control"),
    ],
)
def test_hyphenated_interests_are_those_of_today(old: str, kind: str) -> None:
    (found,) = stated(company(), owner(), owns("r1", {"type": old}))
    assert found["kind"] == kind


@pytest.mark.parametrize("old", ["settlor-of-trust", "beneficiary-of-trust", "rights-to-profit-or-income"])
def test_rights_that_the_register_does_not_hold_are_noted(old: str) -> None:
    assert stated(company(), owner(), owns("r1", {"type": old})) == []


def test_an_exclusive_bound_stays_a_range() -> None:
    share = {"minimum": 25, "exclusiveMinimum": True, "maximum": 50, "exclusiveMaximum": False}
    documents = read(company(), owner(), owns("r1", {"type": "shareholding", "share": share}))
    assert "share_bp" not in documents[0].content["statements"][0]
    assert "more than 25 %" in " ".join(note.message for note in documents[0].notes)


def test_a_later_statement_continues_the_record_of_the_first() -> None:
    more = {**SHARE, "share": {"exact": 10}, "startDate": "2020-03-01"}
    later = owns("r2", more, replacesStatements=["r1"], statementDate="2020-03-05")
    (found,) = read(company(), owner(), later, owns("r1", SHARE))
    assert found.record == "r1"
    rows = sorted(found.content["statements"], key=lambda each: each["from"])
    assert [(each["share_bp"], each.get("until")) for each in rows] == [(620, "2020-02-29"), (1000, None)]


def test_an_update_of_an_earlier_file_keeps_its_record() -> None:
    (found,) = read(company(), owner(), owns("r2", SHARE, replacesStatements=["r1"]))
    assert found.record == "r1"


def test_a_party_that_was_described_anew_is_the_same_party() -> None:
    renamed = company("c2", name="Hikari Holdings K.K.", replacesStatements=["c1"], statementDate="2021-01-01")
    subject = {"describedByEntityStatement": "c2"}
    documents = read(company(), renamed, owner(), owns("r1", SHARE), owns("r9", SHARE, subject=subject))
    assert {each["key"] for found in documents for each in found.content["companies"]} == {"c1"}


def test_a_statement_on_another_owner_closes_the_one_that_it_replaces() -> None:
    other = owner("p2", names=[{"type": "individual", "fullName": "Mori Aki"}])
    sold = {**SHARE, "startDate": "2020-06-01"}
    later = owns(
        "r2", sold, party={"describedByPersonStatement": "p2"}, replacesStatements=["r1"], statementDate="2020-06-10"
    )
    documents = {each.record: each for each in read(company(), owner(), other, owns("r1", SHARE), later)}
    assert documents.keys() == {"r1", "r2"}
    assert documents["r1"].content["statements"][0]["until"] == "2020-06-09"
    assert "until" not in documents["r2"].content["statements"][0]


def test_two_statements_may_replace_one() -> None:
    half = {**SHARE, "share": {"exact": 3.1}}
    unknown = {"unspecified": {"reason": "interested-party-has-not-provided-information"}}
    first = owns("r2", half, replacesStatements=["r1"], statementDate="2020-06-10")
    second = owns("r3", half, party=unknown, replacesStatements=["r1"], statementDate="2020-06-10")
    documents = {each.record: each for each in read(company(), owner(), owns("r1", SHARE), first, second)}
    assert documents.keys() == {"r1", "r3"}
    notes = " ".join(note.message for note in documents["r3"].notes)
    assert "interestedPartyHasNotProvidedInformation" in notes


def test_a_circle_of_replacements_ends() -> None:
    first = owns("r1", SHARE, replacesStatements=["r2"])
    second = owns("r2", SHARE, replacesStatements=["r1"])
    assert read(company(), owner(), first, second)


def test_both_versions_may_be_in_one_file() -> None:
    assert len(read(company(), owner(), owns("r1", SHARE), entity("c9", "Kita Materials Inc."))) == 2
