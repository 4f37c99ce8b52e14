"""Keys, codes, ids and numbers of a document."""

from typing import Any
from uuid import uuid4

import pytest

from institutions.drafts.check import check_document
from institutions.models import Company, GovernmentBody
from tests.documents import small
from tests.institutions.drafts.test_check import errors_of

NUMBER, OTHER_NUMBER = "4000012090001", "7000012050002"
LEI = "529900T8BM49AURSDO55"
pytestmark = pytest.mark.usefixtures("meti")


def company(**fields: Any) -> dict[str, Any]:
    """Return a small document whose second company has these fields too."""
    document = small()
    document["companies"][1].update(fields)
    return document


def test_a_wrong_check_digit_is_refused() -> None:
    errors = errors_of(company(corporate_number="4000012090002"))
    assert "check digit" in errors["/companies/1/corporate_number"]


@pytest.mark.parametrize("number", [4000012090001, "400001209000", "4-0000-1209-0001", "４００００１２０９０００１"])
def test_a_corporate_number_is_13_digits_as_text(number: object) -> None:
    assert "13 digits" in errors_of(company(corporate_number=number))["/companies/1/corporate_number"]


def test_a_wrong_lei_is_refused() -> None:
    assert "check digits" in errors_of(company(lei=LEI[:-1] + "6"))["/companies/1/lei"]
    check_document(company(lei=LEI))


def test_a_key_used_twice_is_refused() -> None:
    assert "used twice" in errors_of(company(key="hikari"))["/companies/1/key"]
    assert "used twice" in errors_of(company(key="sato"))["/people/0/key"]


def test_a_key_that_is_a_code_of_a_body_is_refused() -> None:
    assert "code of a government body" in errors_of(company(key="METI"))["/companies/1/key"]


def test_two_companies_with_one_number_are_refused() -> None:
    document = company(corporate_number=NUMBER)
    document["companies"][0]["corporate_number"] = NUMBER
    assert "Describe it once" in errors_of(document)["/companies/1"]


def test_a_company_is_found_by_its_number_and_needs_no_name() -> None:
    known = Company.objects.create(name_ja="北マテリアル株式会社", corporate_number=NUMBER)
    document = company(corporate_number=NUMBER)
    del document["companies"][1]["name"]
    draft = check_document(document)
    assert draft.party_key("kita") == str(known.id)
    assert draft.party_key("hikari") == "new:hikari"
    assert draft.party_key("METI") == "METI"


def test_an_unknown_number_needs_a_name() -> None:
    document = company(corporate_number=NUMBER)
    del document["companies"][1]["name"]
    assert "Give its name too" in errors_of(document)["/companies/1/name"]


def test_an_id_that_the_register_does_not_know_is_refused() -> None:
    assert "No party of the register" in errors_of(company(id=str(uuid4())))["/companies/1/id"]
    assert "not an id" in errors_of(company(id="kita"))["/companies/1/id"]


def test_numbers_of_two_parties_are_refused() -> None:
    Company.objects.create(corporate_number=NUMBER)
    Company.objects.create(lei=LEI)
    assert "two parties" in errors_of(company(corporate_number=NUMBER, lei=LEI))["/companies/1/lei"]


def test_another_number_than_that_of_the_register_is_refused() -> None:
    known = Company.objects.create(corporate_number=NUMBER)
    errors = errors_of(company(id=str(known.id), corporate_number=OTHER_NUMBER))
    assert "another corporate_number" in errors["/companies/1/corporate_number"]


def test_the_number_of_a_body_is_not_that_of_a_company(meti: GovernmentBody) -> None:
    GovernmentBody.objects.filter(pk=meti.pk).update(corporate_number=NUMBER)
    assert "Use the code METI itself" in errors_of(company(corporate_number=NUMBER))["/companies/1/corporate_number"]


def test_a_party_of_the_register_may_be_named_by_its_id_alone() -> None:
    known = Company.objects.create(name_ja="南アロイ株式会社")
    document = small(participants=[{"company": str(known.id), "role": "partner"}])
    assert check_document(document).party_key(str(known.id)) == str(known.id)


def test_a_party_that_was_found_to_be_another_is_that_other() -> None:
    root = Company.objects.create(name_ja="南アロイ株式会社")
    also = Company.objects.create(name_ja="南アロイ", same_as=root)
    draft = check_document(small(participants=[{"company": str(also.id), "role": "partner"}]))
    assert draft.party_key(str(also.id)) == str(root.id)


def test_a_bid_names_a_call_of_the_document() -> None:
    call = {"kind": "call", "key": "c1", "body": "METI"}
    bid = {"kind": "bid", "company": "kita", "call": "c1"}
    check_document(small(statements=[bid, call]))
    errors = errors_of(small(statements=[{**bid, "call": "c2"}, call]))
    assert "Write c1." in errors["/statements/0/call"] or "Did you mean c1" in errors["/statements/0/call"]


def test_a_measure_is_no_call() -> None:
    measure = {"kind": "measure", "key": "m1", "body": "METI", "company": "kita"}
    errors = errors_of(small(statements=[measure, {"kind": "bid", "company": "kita", "call": "m1"}]))
    assert list(errors) == ["/statements/1/call"]
