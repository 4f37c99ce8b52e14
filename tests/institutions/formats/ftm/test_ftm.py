"""FollowTheMoney: entities whose properties are lists of texts, ties that name both ends."""

import json
from typing import Any

import pytest

from institutions.formats.ftm.entities import ftm_lines
from institutions.models import Party
from tests.institutions.drafts.test_store import register
from tests.institutions.exports.registered import CORPORATE_NUMBER, LEI, fill, proposal, selection_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

# Of each schema that is written, the properties that must be there and what their ends may be, by the published model.
REQUIRED = {
    "Company": ("name",),
    "Organization": ("name",),
    "PublicBody": ("name",),
    "Person": ("name",),
    "Project": ("name",),
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Employment": ("employer", "employee"),
    "Family": ("person", "relative"),
    "UnknownLink": ("subject", "object"),
    "ProjectParticipant": ("project", "participant"),
    "Contract": ("title",),
    "ContractAward": ("supplier", "contract"),
    "Sanction": ("entity",),
    "CourtCase": ("name",),
    "CourtCaseParty": ("case", "party"),
}
LEGAL = {"Company", "Organization", "PublicBody", "Person"}
ENDS = {
    "owner": LEGAL,
    "asset": {"Company"},
    "director": LEGAL,
    "organization": {"Company", "Organization", "PublicBody"},
    "employer": {"Company", "Organization", "PublicBody"},
    "employee": {"Person"},
    "person": {"Person"},
    "relative": {"Person"},
    "subject": LEGAL,
    "object": LEGAL,
    "participant": LEGAL,
    "project": {"Project"},
    "supplier": LEGAL,
    "contract": {"Contract"},
    "authority": LEGAL,
    "entity": LEGAL,
    "case": {"CourtCase"},
    "party": LEGAL,
}


def written(code: str | None = None, *lists: str) -> list[dict[str, Any]]:
    """Return the entities of an export."""
    return [json.loads(line) for line in ftm_lines(selection_of(code, *lists))]


def test_each_entity_has_what_its_schema_needs_and_each_end_is_written_before() -> None:
    fill()
    seen: dict[str, str] = {}
    for entity in written():
        assert entity.keys() == {"id", "schema", "properties"}
        properties = entity["properties"]
        assert all(isinstance(each, str) and each for values in properties.values() for each in values)
        assert set(REQUIRED[entity["schema"]]) <= properties.keys()
        for name, schemas in ENDS.items():
            assert all(seen[each] in schemas for each in properties.get(name, ()))
        assert entity["id"] not in seen
        seen[entity["id"]] = entity["schema"]


def test_a_company_has_its_names_and_certain_numbers() -> None:
    registered = fill()
    found = next(each for each in written("DA") if each["id"] == str(registered.parties["hikari"]))
    assert found == {
        "id": str(registered.parties["hikari"]),
        "schema": "Company",
        "properties": {
            "name": ["ヒカリ磁性株式会社"],
            "alias": ["Hikari Magnetics Co., Ltd.", "ヒカリジセイ"],
            "country": ["jp"],
            "jurisdiction": ["jp"],
            "registrationNumber": [CORPORATE_NUMBER],
            "leiCode": [LEI],
            "incorporationDate": ["1990-04-01"],
        },
    }


def test_a_holding_has_its_share_its_days_and_its_source() -> None:
    registered = fill()
    found = [each for each in written("METI", "shareholdings") if each["schema"] == "Ownership"]
    assert found[0]["properties"] == {
        "owner": [str(registered.parties["sato"])],
        "asset": [str(registered.parties["hikari"])],
        "percentage": ["6.2"],
        "summary": ["7 % of the votes"],
        "ownershipType": ["direct"],
        "startDate": ["2021-04-01"],
        "endDate": ["2030-03-31"],
        "sourceUrl": ["https://registry.example/1"],
        "publisher": ["Registry of Tests"],
    }
    assert [each["properties"].get("percentage") for each in found] == [["6.2"], ["25"], None]


def test_kin_seats_posts_and_control_are_ties() -> None:
    fill()
    found = {each["schema"]: each["properties"] for each in written("METI")}
    assert found["Family"]["relationship"] == ["blood, degree 1"]
    assert found["Directorship"]["role"] == ["取締役"]
    assert (found["Employment"]["employer"], found["Employment"]["role"]) == (["METI"], ["課長"])
    assert found["UnknownLink"]["role"] == ["controls (board)"]  # a country that controls is no entity


def test_an_award_has_its_contract_and_a_dispute_its_case_and_both_sides() -> None:
    registered = register(
        proposal(
            statements=[
                {
                    "kind": "award",
                    "company": "hikari",
                    "body": "METI",
                    "subject": "磁石",
                    "amount_yen": 9,
                    "on": "2025-01-31",
                },
                {
                    "kind": "dispute",
                    "claimant": "kita",
                    "respondent": "METI",
                    "forum": "Court",
                    "opened_on": "2024-01-01",
                },
                {"kind": "listing", "company": "kita", "list": "exclusion_from_tender", "until": "2025-12-31"},
                {"kind": "secondment", "person": "sato", "company": "hikari", "body": "METI"},
            ]
        )
    )
    found = [each for each in written("METI") if each["schema"] not in LEGAL]
    by_schema = {each["schema"]: each["properties"] for each in found}
    hikari, kita = (str(registered.parties[key]) for key in ("hikari", "kita"))
    assert by_schema["Contract"] == {
        "title": ["磁石"], "name": ["磁石"], "authority": ["METI"], "contractDate": ["2025-01-31"],
    }  # fmt: skip
    award = by_schema["ContractAward"]
    assert (award["supplier"], award["amount"], award["currency"]) == ([hikari], ["9"], ["JPY"])
    assert award["contract"] == [next(each["id"] for each in found if each["schema"] == "Contract")]
    assert by_schema["CourtCase"]["name"] == ["北マテリアル株式会社 v. 経済産業省"]
    sides = [each["properties"] for each in found if each["schema"] == "CourtCaseParty"]
    assert [(each["party"], each["role"]) for each in sides] == [([kita], ["claimant"]), (["METI"], ["respondent"])]
    assert by_schema["Sanction"]["endDate"] == ["2025-12-31"]
    seconded = [each["properties"]["employer"] for each in found if each["schema"] == "Employment"]
    assert seconded == [[hikari], ["METI"]]
    assert len({each["id"] for each in found}) == len(found)


def test_of_one_partnership_its_parties_alone_are_written() -> None:
    registered = fill()
    selection = selection_of(None, "partnerships", partnership=registered.partnership.pk)
    found = [json.loads(line) for line in ftm_lines(selection)]
    assert {each["id"] for each in found if each["schema"] in LEGAL} == {
        party.key for party in Party.objects.filter(document_keys__submission=registered.submission)
    }
    assert [each["schema"] for each in found].count("Project") == 1


def test_a_share_in_an_association_is_a_link() -> None:
    registered = fill()
    Party.objects.filter(pk=registered.parties["hikari"]).update(type="association")
    found = [each["properties"] for each in written("METI", "shareholdings") if each["schema"] == "UnknownLink"]
    assert [each["role"] for each in found] == [["holds a share"], ["holds a share"]]


def test_a_partnership_is_a_project_with_its_participants() -> None:
    registered = fill()
    found = written("METI", "partnerships")
    projects = [each for each in found if each["schema"] == "Project"]
    assert [each["properties"] for each in projects] == [
        {
            "name": ["磁石"],
            "alias": ["Magnets"],
            "startDate": ["2026-07-01"],
            "endDate": ["2029-06-30"],
            "projectId": ["T-1"],
        }
    ]
    takes_part = [each["properties"] for each in found if each["schema"] == "ProjectParticipant"]
    assert [(each["participant"], each["role"]) for each in takes_part] == [
        (["METI"], ["sponsor"]),
        ([str(registered.parties["hikari"])], ["lead_partner"]),
    ]
