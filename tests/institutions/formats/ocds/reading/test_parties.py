"""Companies and people: joined by an id or an identifier, never by a name, and described as far as is known."""

from typing import Any

import pytest

from tests.institutions.formats.ocds.reading.samples import CORPORATE_NUMBER, LEI, document, notes, release

pytestmark = pytest.mark.bare


def described(**party: Any) -> dict[str, Any]:
    """Return the row of the supplier, with these fields instead of its name alone."""
    parties = [{"id": "H", "name": "Hikari", **party}, {"id": "K", "name": "Kita"}]
    row: dict[str, Any] = document(release(parties=parties))["companies"][0]
    return row


def numbered(scheme: str, number: Any) -> dict[str, Any]:
    """Return an organisation's identifier."""
    return {"scheme": scheme, "id": number}


def test_a_name_stands_under_the_language_of_its_script() -> None:
    rows = document(release())["companies"]
    assert [row["name"] for row in rows] == [{"ja": "ヒカリ磁性株式会社"}, {"en": "Kita Materials Inc."}]


def test_a_country_that_is_not_stated_is_not_japan() -> None:
    assert described()["country"] is None


@pytest.mark.parametrize(
    ("party", "country"),
    [
        ({"address": {"country": "CH"}}, "CH"),
        ({"address": {"countryName": "Armenia"}}, "AM"),
        ({"address": {"countryName": "日本"}}, "JP"),
        ({"address": {"countryName": "Atlantis"}}, None),
        ({"identifier": {"scheme": "GB-COH", "id": "1"}}, "GB"),
        ({"identifier": {"scheme": "XX-ABC", "id": "1"}}, None),
    ],
)
def test_a_country_comes_from_the_address_or_the_national_register(party: dict[str, Any], country: str | None) -> None:
    assert described(**party)["country"] == country


def test_address_and_telephone_are_carried_over() -> None:
    address = {"streetAddress": "1-2-3 Kasumi", "locality": "Chiyoda", "region": "Tokyo", "postalCode": "100-0000"}
    row = described(address=address, contactPoint={"telephone": "03-0000-0000"})
    assert (row["address"], row["phone"]) == ("1-2-3 Kasumi, Chiyoda, Tokyo, 100-0000", "03-0000-0000")


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (
            {"streetAddress": "霞が関1-3-1", "locality": "千代田区", "region": "東京都", "postalCode": "100-8901"},
            "〒100-8901 東京都千代田区霞が関1-3-1",
        ),
        (
            {"streetAddress": "東京都千代田区霞が関1-3-1", "locality": "千代田区", "countryName": "日本"},
            "東京都千代田区霞が関1-3-1",
        ),
        ({"streetAddress": "建国路88号", "region": "北京市", "countryName": "China"}, "北京市建国路88号, China"),
        ({"locality": "千代田区", "region": "東京都"}, "千代田区, 東京都"),
    ],
)
def test_an_address_in_japanese_is_written_from_the_region_down(address: dict[str, str], line: str) -> None:
    assert described(address=address)["address"] == line


def test_a_corporate_number_is_taken_where_the_scheme_says_so() -> None:
    assert described(identifier=numbered("JP-JCN", CORPORATE_NUMBER))["corporate_number"] == CORPORATE_NUMBER
    assert described(additionalIdentifiers=[numbered("XI-LEI", LEI)])["lei"] == LEI
    assert "corporate_number" not in described(identifier=numbered("XX-TAX", CORPORATE_NUMBER))


def test_a_wrong_check_digit_leaves_the_name_only_and_is_noted() -> None:
    parties = [{"id": "H", "name": "Hikari", "identifier": numbered("JP-JCN", "1123456789012")}]
    given = release(parties=[*parties, {"id": "K", "name": "Kita"}])
    assert "corporate_number" not in document(given)["companies"][0]
    assert "wrong check digits" in notes(given)["/parties/0/identifier/id"]


def test_two_parties_with_one_corporate_number_are_one_company() -> None:
    number = numbered("JP-JCN", CORPORATE_NUMBER)
    given = release(
        parties=[{"id": "H", "name": "A", "identifier": number}, {"id": "K", "name": "B", "identifier": number}]
    )
    found = document(given)
    assert [row["key"] for row in found["companies"]] == ["party:H"]
    assert {each["company"] for each in found["statements"]} == {"party:H"}


def test_two_parties_with_one_name_stay_two() -> None:
    given = release(parties=[{"id": "H", "name": "Hikari"}, {"id": "K", "name": "Hikari"}])
    assert [row["key"] for row in document(given)["companies"]] == ["party:H", "party:K"]


def test_references_without_an_id_are_joined_by_their_identifier_only() -> None:
    by_number = {"name": "Hikari", "identifier": numbered("PY-RUC", "1")}
    given = release(
        parties=None,
        bids={"details": [{"id": "1", "tenderers": [by_number]}, {"id": "2", "tenderers": [{"name": "Kita"}]}]},
        awards=[{"id": "a", "suppliers": [by_number, {"name": "Kita"}]}],
        tender={"value": {"amount": 1, "currency": "JPY"}},
    )
    assert [row["key"] for row in document(given)["companies"]] == [
        "PY-RUC:1",
        "party:/bids/details/1/tenderers/0",
        "party:/awards/0/suppliers/1",
    ]


def test_a_reference_is_the_listed_party_with_its_identifier() -> None:
    number = numbered("PY-RUC", "1")
    parties = [{"id": "H", "name": "Hikari", "identifier": number}, {"id": "K", "name": "Kita"}]
    given = release(parties=parties, awards=[{"id": "a", "suppliers": [{"name": "H.", "identifier": number}]}])
    assert document(given)["participants"] == [{"company": "party:H", "role": "lead_partner"}]


def test_a_party_without_a_name_is_noted_and_its_statements_left_out() -> None:
    given = release(parties=[{"id": "H", "name": "Hikari"}, {"id": "K", "roles": ["tenderer"]}])
    assert {each["company"] for each in document(given)["statements"]} == {"party:H"}
    assert "no name" in notes(given)["/bids/details/1/tenderers/0"]


def test_the_legal_name_stands_for_a_missing_name() -> None:
    assert described(name=None, identifier={"legalName": "Hikari Magnetics"})["name"] == {"en": "Hikari Magnetics"}


def test_a_listed_party_that_nothing_is_said_of_is_noted() -> None:
    parties = [*release()["parties"], {"id": "G", "name": "Grid Co.", "roles": ["assetProvider"]}]
    assert notes(release(parties=parties)) == {
        "/parties/2": "The party 'Grid Co.' (assetProvider) has no role that the submission can state."
    }


def test_a_party_that_stands_twice_differently_is_noted() -> None:
    parties = [*release()["parties"], {"id": "H", "name": "Other"}]
    assert "is listed twice" in notes(release(parties=parties))["/parties/2"]


def test_a_long_name_is_cut_and_noted() -> None:
    given = release(parties=[{"id": "H", "name": "H" * 201}, {"id": "K", "name": "Kita"}])
    assert document(given)["companies"][0]["name"] == {"en": "H" * 199 + "…"}
    assert "201 characters" in notes(given)["/parties/0/name"]


def test_a_long_or_odd_id_gives_a_key_that_stays_apart() -> None:
    ids = ["H" * 300 + "1", "H" * 300 + "2", "a\nb"]
    given = release(
        parties=[{"id": each.replace("\n", " "), "name": "Hikari"} for each in ids],
        bids=None,
        awards=[{"id": "a", "suppliers": [{"id": each.replace("\n", " ")} for each in ids]}],
        tender={"value": {"amount": 1, "currency": "JPY"}},
    )
    keys = [row["key"] for row in document(given)["companies"]]
    assert len(set(keys)) == 3
    assert all(len(key) <= 100 for key in keys)


def test_an_id_that_is_a_number_is_the_same_as_its_text() -> None:
    given = release(parties=[{"id": 7, "name": "Hikari"}], awards=[{"id": "a", "suppliers": [{"id": "7"}]}], bids=None)
    given["tender"].pop("tenderers")
    assert document(given)["participants"] == [{"company": "party:7", "role": "lead_partner"}]
