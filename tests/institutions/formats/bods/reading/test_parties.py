"""Persons and entities become people, companies and government bodies, by their numbers and never by their names."""

from typing import Any

import pytest

from tests.institutions.formats.bods.reading.samples import (
    CORPORATE_NUMBER,
    LEI,
    document,
    entity,
    interest,
    notes,
    person,
    read,
    refusal,
    relationship,
    statement,
)


def row_of(table: str, *statements: Any) -> dict[str, Any]:
    """Return the only row of a list of the only document."""
    rows: list[dict[str, Any]] = document(*statements).content[table]
    [row] = rows
    return row


def test_an_entity_alone_is_a_document_with_its_description() -> None:
    given = entity(
        alternateNames=["Hikari Magnetics Co., Ltd.", "ヒカリジセイ"],
        identifiers=[{"scheme": "JP-JCN", "id": CORPORATE_NUMBER}, {"scheme": "XI-LEI", "id": LEI}],
        jurisdiction={"code": "JP", "name": "Japan"},
        foundingDate="1970-01-01",
        addresses=[
            {"type": "service", "address": "2-2, Osaka"},
            {
                "type": "registered",
                "address": "1-1 Chiyoda, Tokyo",
                "postCode": "100-0001",
                "country": {"name": "Japan"},
            },
        ],
        publicListing={"hasPublicListing": True},
    )
    found = document(given)
    assert (found.record, found.publisher, found.notes) == ("hikari", "Registry of Tests", ())
    assert found.content == {
        "companies": [
            {
                "key": "hikari",
                "name": {"ja": "ヒカリ磁性株式会社", "en": "Hikari Magnetics Co., Ltd.", "kana": "ヒカリジセイ"},
                "corporate_number": CORPORATE_NUMBER,
                "lei": LEI,
                "country": "JP",
                "address": "1-1 Chiyoda, Tokyo, 100-0001, Japan",
                "listed": True,
                "founded_on": "1970-01-01",
            }
        ]
    }


def test_a_country_that_is_not_told_is_not_japan() -> None:
    assert row_of("companies", entity())["country"] is None


@pytest.mark.parametrize(
    ("details", "country"),
    [
        ({"jurisdiction": {"code": "US-DE", "name": "Delaware"}}, "US"),
        ({"jurisdiction": {"code": "gb"}}, "GB"),
        ({"jurisdiction": {"name": "Germany"}}, "DE"),
        ({"identifiers": [{"scheme": "FR-INSEE", "id": "1"}]}, "FR"),
        ({"jurisdiction": {"code": "XX"}}, None),
    ],
)
def test_the_country_is_that_of_the_jurisdiction_else_of_the_register(details: Any, country: str | None) -> None:
    assert row_of("companies", entity(**details))["country"] == country


def test_a_wrong_check_digit_is_no_number() -> None:
    given = entity(identifiers=[{"scheme": "JP-JCN", "id": "1123456789012"}])
    assert "corporate_number" not in row_of("companies", given)
    assert "wrong check digits" in notes(given)


def test_what_has_no_field_is_named() -> None:
    given = entity(formedByStatute={"name": "An Act"}, identifiers=[{"scheme": "GB-COH", "id": "1"}])
    assert "recordDetails.formedByStatute, recordDetails.identifiers.id" in notes(given)


@pytest.mark.parametrize(
    ("details", "row"),
    [
        ({"entityType": {"type": "state"}, "jurisdiction": {"code": "FI"}}, {"country": "FI", "kind": "foreign"}),
        (
            {"entityType": {"type": "stateBody", "subtype": "governmentDepartment"}, "jurisdiction": {"code": "JP"}},
            {"country": "JP", "kind": "ministry"},
        ),
        (
            {"entityType": {"type": "stateBody", "subtype": "stateAgency"}, "jurisdiction": {"code": "JP"}},
            {"country": "JP"},
        ),
        ({"entityType": {"type": "stateBody"}}, {}),
    ],
)
def test_a_state_and_its_bodies_are_government_bodies(details: Any, row: dict[str, str]) -> None:
    given = entity("body", "Ministry of Tests", **details)
    assert row_of("bodies", given) == {"key": "body", "name": {"en": "Ministry of Tests"}, **row}


def test_a_person_is_a_name_and_a_country_and_nothing_more() -> None:
    sato = person(
        nationalities=[{"code": "JP", "name": "Japan"}],
        birthDate="1980-01",
        addresses=[{"type": "home", "address": "1-1, Tokyo"}],
        identifiers=[{"id": "9", "scheme": "JPN-TAXID"}],
        names=[{"type": "alternative", "fullName": "Sato Haruka"}, {"type": "legal", "fullName": "佐藤 遥"}],
        politicalExposure={"status": "isPep"},
    )
    given = (entity(), sato, relationship(interest(share=5)))
    assert row_of("people", *given) == {
        "key": "sato",
        "name": {"ja": "佐藤 遥", "en": "Sato Haruka"},
        "country": "JP",
    }
    unread = (
        "recordDetails.addresses, recordDetails.birthDate, recordDetails.identifiers, recordDetails.politicalExposure"
    )
    assert unread in notes(*given)


def test_a_name_may_come_in_its_parts() -> None:
    kita = person(names=[{"givenName": "Ren", "familyName": "Kita"}])
    assert row_of("people", entity(), kita, relationship(interest(share=5)))["name"] == {"en": "Ren Kita"}


def test_a_person_of_two_nations_has_no_country_here() -> None:
    sato = person(nationalities=[{"code": "JP"}, {"code": "FR"}])
    given = (entity(), sato, relationship(interest(share=5)))
    assert "country" not in row_of("people", *given)
    assert "2 nationalities" in notes(*given)


def test_the_latest_statement_describes_a_party() -> None:
    old, new = entity(name="Old Name Inc."), entity(name="New Name Inc.")
    new |= {"statementId": "hikari-later", "statementDate": "2025-01-01", "recordStatus": "updated"}
    assert row_of("companies", new, old)["name"] == {"en": "New Name Inc."}


def test_nobody_is_held_of_whom_nothing_is_stated() -> None:
    assert "people are imported only with one" in refusal(person())
    given = (entity(), person(), relationship(interest("beneficiaryOfLegalArrangement")))
    assert document(*given).content.keys() == {"companies"}


def test_an_unnamed_person_stays_unknown() -> None:
    unknown = person(
        name=None,
        personType="anonymousPerson",
        unspecifiedPersonDetails={"reason": "interestedPartyExemptFromDisclosure", "description": "a child"},
    )
    given = (entity(), unknown, relationship(interest(share=60)))
    assert document(*given).content.keys() == {"companies"}
    assert "'interestedPartyExemptFromDisclosure': a child" in notes(*given)
    assert "One of the parties is not known, so the interests were not imported." in notes(*given)


def test_an_unnamed_entity_alone_is_refused() -> None:
    assert "The entity has no name" in refusal(entity(name=None, entityType={"type": "unknownEntity"}))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            entity(entityType={"type": "firm"}),
            "/recordDetails/entityType/type: Statement hikari-of-2024-05-01: 'firm' is not a valid type",
        ),
        (entity(entityType={}), "The type is missing. Use one of: registeredEntity"),
        (
            entity(foundingDate="2019"),
            "/recordDetails/foundingDate: Statement hikari-of-2024-05-01: '2019' is not a date.",
        ),
        (
            statement("entity", "hikari", {"entityType": {"type": "legalEntity"}, "name": 7}),
            "/recordDetails/name: Statement hikari-of-2024-05-01: 7",
        ),
        (statement("entity", "hikari", {"name": []}), "a list"),
    ],
)
def test_what_cannot_be_read_is_refused_with_statement_field_trouble_and_remedy(given: Any, message: str) -> None:
    [found] = read(given)
    assert message in "".join(f"{each.field}: {each.message}" for each in found.errors)  # type: ignore[union-attr]
