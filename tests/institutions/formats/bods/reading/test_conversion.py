"""Each relationship record is one document; what cannot be read is refused with its statement, and the rest goes on."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.register_document import RefusedRecord, RegisterDocument
from tests.documents import small
from tests.institutions.formats.bods.reading.samples import (
    document,
    entity,
    interest,
    notes,
    person,
    read,
    refusal,
    relationship,
    stated,
    statement,
)

PARTIES = (entity(), person())


def test_a_relationship_is_one_document_with_its_parties_and_its_source() -> None:
    found = document(*PARTIES, relationship(interest(share=6.2), source={"url": "https://registry.example/r1"}))
    assert (found.record, found.publisher) == ("r1", "Registry of Tests")
    assert found.content.keys() == {"companies", "people", "statements", "sources"}
    assert found.content["statements"][0]["source"] == found.content["sources"][0]["key"]


@pytest.mark.usefixtures("meti")
def test_the_check_of_a_submission_takes_it() -> None:
    given = document(*PARTIES, relationship(interest(share=6.2), interest("boardMember"), interest("trustee"))).content
    lists = {name: [*small()[name], *rows] for name, rows in given.items() if name in ("companies", "people")}
    lists["companies"] = [*small()["companies"], {"key": "h", "name": {"en": "H"}}]
    keys = {"hikari": "h", "sato": "sato"}
    rows = [{name: keys.get(str(value), value) for name, value in row.items()} for row in given["statements"]]
    draft = check_document(
        small(**{**lists, "people": given["people"], "statements": rows, "sources": given["sources"]})
    )
    assert len(draft.statements) == 3


@pytest.mark.parametrize(
    "reason", ["noBeneficialOwners", "subjectUnableToConfirmOrIdentifyBeneficialOwner", "subjectExemptFromDisclosure"]
)
def test_an_unspecified_owner_stays_unknown_and_completeness_is_not_stated(reason: str) -> None:
    given = (entity(), relationship(interestedParty={"reason": reason, "description": "listed"}))
    assert document(*given).content.keys() == {"companies"}
    assert f"{reason} (listed). The owners of the company remain unknown" in notes(*given)


def test_an_unspecified_owner_needs_a_reason() -> None:
    assert "no reason is given" in refusal(entity(), relationship(interestedParty={"description": "?"}))


def test_a_party_that_is_not_in_the_file_is_named_for_the_check_to_find() -> None:
    found = document(entity(), relationship(interest()))
    assert found.content.keys() == {"companies", "statements", "sources"}
    [(key, error)] = found.elsewhere.items()
    assert (key, error.field) == ("sato", "/recordDetails/interestedParty")
    assert "The record sato is neither in the file nor known from an earlier one." in error.message


def test_a_record_is_as_old_as_the_last_statement_of_it() -> None:
    later = relationship(interest(), statementDate="2025-06-01T09:00:00+09:00", recordStatus="updated")
    assert str(document(*PARTIES, later, relationship(interest())).stated_at) == "2025-06-01 00:00:00+00:00"
    assert document(*PARTIES, later).continues == document(*PARTIES, later).stated_at
    assert document(*PARTIES, relationship(interest())).continues is None
    undated = document(*PARTIES, relationship(interest(), statementDate=None))
    assert str(undated.stated_at) == "2024-05-02 00:00:00+00:00"  # the day of publication
    assert str(document(entity(statementDate="2024-05-01")).stated_at) == "2024-05-01 00:00:00+00:00"


def test_a_closing_statement_that_says_not_what_ends_is_refused() -> None:
    closing = relationship(statementDate="2025-06-01", recordStatus="closed")
    assert "so it is not known what ends" in refusal(*PARTIES, closing)
    assert stated(*PARTIES, relationship(interest()), closing)


def test_a_relationship_is_no_party() -> None:
    assert "The record r1 is a relationship" in refusal(entity(), relationship(interest(), interestedParty="r1"))


def test_an_id_that_is_none_is_refused() -> None:
    given = relationship(interest(), interestedParty=["sato"])
    assert "a list is not the record of a party" in refusal(entity(), given)


def test_a_record_of_two_types_is_refused() -> None:
    both = statement("person", "r1", {"personType": "knownPerson"}, statementId="other")
    found = [each for each in read(*PARTIES, relationship(interest()), both) if isinstance(each, RefusedRecord)]
    assert any("stated as person and as relationship" in each.message for row in found for each in row.errors)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"statementId": None}, "/statementId: The statement has no statementId."),
        ({"recordId": ""}, "/recordId: Statement r1-of-2024-05-01: The statement has no recordId."),
        ({"recordType": "ownership"}, "'ownership' is not a type of record. Use one of: entity, person, relationship."),
        ({"recordStatus": "void"}, "'void' is not a status. Use new, updated or closed."),
        ({"recordDetails": None}, "The statement has no recordDetails"),
        ({"statementDate": "May 2024"}, "/statementDate: Statement r1-of-2024-05-01: 'May 2024' is not a date."),
        (
            {"publicationDetails": {"bodsVersion": "0.3"}},
            "The statement is in BODS '0.3'; only 0.4 can be read. Convert the file to 0.4.",
        ),
        ({"publicationDetails": []}, "/publicationDetails: Statement r1-of-2024-05-01: a list is not an object"),
    ],
)
def test_a_statement_that_is_none_is_refused_and_the_others_go_on(changes: dict[str, Any], message: str) -> None:
    broken = {**relationship(interest()), **changes}
    found = read(broken, entity("kita", "Kita Materials Inc."))
    assert message in refusal(broken)
    assert [each.record for each in found if isinstance(each, RegisterDocument)] == ["kita"]


def test_an_older_statement_is_told_from_a_broken_one() -> None:
    given = {"statementID": "1", "statementType": "qualificationStatement"}
    assert "BODS '0.3 or earlier'" in refusal(given)


def test_a_statement_that_stands_twice_counts_once() -> None:
    given = (*PARTIES, relationship(interest(share=5)))
    assert document(*given, *given) == document(*given)


def test_two_statements_of_one_id_are_a_contradiction() -> None:
    found = read(entity(), entity(name="Another Inc."))
    assert "is also used in line 1, with other content" in found[0].errors[0].message  # type: ignore[union-attr]


def test_objects_one_a_line_are_read_too() -> None:
    statements = [*PARTIES, relationship(interest(share=5))]
    lines = "\n".join([*(json.dumps(each, ensure_ascii=False) for each in statements), "{broken", ""])
    found = list(read_bods(io.BytesIO(lines.encode("utf-8-sig"))))
    assert [each.line for each in found] == [4, 3]
    assert isinstance(found[0], RefusedRecord)
    content = found[1].content  # type: ignore[union-attr]
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    read_in_part = RegisterDocument(
        line=3, record="r1", content=content, publisher="Registry of Tests", partial=True, stated_at=moment
    )
    assert found[1:] == [read_in_part]


def test_the_same_file_gives_the_same_documents_in_the_same_order() -> None:
    given = (*PARTIES, relationship(interest(share=5)), relationship(interest("trustee"), record="r2"))
    assert read(*given) == read(*given)
