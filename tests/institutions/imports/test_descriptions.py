"""A collection corrects its own details of a party: none removes a former value, an empty cell leaves it."""

import pytest

from institutions.models import GovernmentBody, Party
from tests.institutions.imports.good_files import bring_in
from tests.institutions.imports.test_taking_back import counts, exported

pytestmark = pytest.mark.django_db

HEADINGS = "key,name,country,address,phone,listed,founded_on\n"
FULL = f"{HEADINGS}K1,Kita,FR,1 Sample Road,03-0000-0000,true,1990-04-01\n"
EMPTY = f"{HEADINGS}K1,Kita,,,,,\n"


def said(party: Party) -> tuple[object, ...]:
    """Return the details that are stored beside the name."""
    party.refresh_from_db()
    return party.country, party.address, party.phone, party.listed, party.founded_on


@pytest.mark.parametrize("none", ["null", "なし"])
def test_none_clears_what_the_collection_said(meti: GovernmentBody, none: str) -> None:
    bring_in(meti, "companies", FULL.encode())
    kita = Party.objects.get(name_en="Kita")
    before = said(kita)
    assert counts(bring_in(meti, "companies", EMPTY.encode())) == {"changed": 1}
    assert said(kita) == before, "an empty cell says nothing"
    given = f"{HEADINGS}K1,Kita,{none},{none},{none},{none},{none}\n".encode()
    assert counts(bring_in(meti, "companies", given)) == {"changed": 1}
    assert said(kita) == ("FR", "", "", None, None), "a country is never none"
    assert kita.details.get(superseded_at=None).details == {"country": "FR"}
    assert counts(bring_in(meti, "companies", given)) == {"unchanged": 1}


def test_none_leaves_what_others_said(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    number = "7000012050002"
    bring_in(meti, "companies", f"corporate_number,name,phone\n{number},Kita,03-0000-0000\n".encode())
    bring_in(digital_agency, "companies", f"corporate_number,name,phone\n{number},Kita,null\n".encode())
    assert Party.objects.get(corporate_number=number).phone == "03-0000-0000"


def test_none_under_the_id_of_a_party_clears_what_its_body_said(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    bring_in(meti, "companies", FULL.encode())
    kita = Party.objects.get(name_en="Kita")
    text = exported("METI", "csv", "companies").decode("utf-8-sig")
    assert text.count("03-0000-0000") == 1
    given = text.replace("03-0000-0000", "null").encode()
    assert counts(bring_in(digital_agency, "companies", given)) == {"refused": 1}
    assert counts(bring_in(meti, "companies", given)) == {"changed": 1}
    assert said(kita)[2] == ""
    assert "phone" not in kita.details.get(superseded_at=None).details
    assert counts(bring_in(meti, "companies", given)) == {"unchanged": 1}
