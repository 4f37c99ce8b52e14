"""The profile for public-private partnerships: owners, finance and risks."""

from typing import Any

import pytest

from tests.institutions.formats.ocds.reading.samples import document, errors, notes, release, stated

pytestmark = pytest.mark.bare

FUND, BANK = {"id": "F", "name": "Fuji Fund"}, {"id": "B", "name": "Bank of Minato"}


def owned(*shareholders: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the sample release; Hikari is the private party and has these shareholders."""
    hikari = {"id": "H", "name": "Hikari", "roles": ["privateParty"], "shareholders": list(shareholders), **more}
    return release(parties=[hikari, {"id": "K", "name": "Kita"}])


def share(of: Any, **more: Any) -> dict[str, Any]:
    """Return one shareholder."""
    return {"id": "1", "shareholder": FUND, "shareholding": of, **more}


@pytest.mark.parametrize(("fraction", "points"), [(0.3337, 3337), (1, 10_000), (0, 0), (0.00005, 0)])
def test_a_share_is_held_in_basis_points(fraction: float, points: int) -> None:
    assert stated(owned(share(fraction)), "shareholding") == [
        {"holder": "party:F", "company": "party:H", "share_bp": points}
    ]


def test_a_share_finer_than_a_basis_point_is_rounded_and_noted() -> None:
    given = owned(share(0.33333))
    assert stated(given, "shareholding")[0]["share_bp"] == 3333
    assert "3333 basis points" in notes(given)["/parties/0/shareholders/0/shareholding"]


@pytest.mark.parametrize("given", [33.37, -0.1, "0.3", True])
def test_a_share_that_is_no_fraction_is_refused(given: Any) -> None:
    assert list(errors(owned(share(given)))) == ["/parties/0/shareholders/0/shareholding"]


def test_shares_without_votes_have_none_and_other_votes_are_unknown() -> None:
    assert stated(owned(share(0.5, votingRights="none")), "shareholding")[0]["voting_bp"] == 0
    assert "voting_bp" not in stated(owned(share(0.5, votingRights="ordinary")), "shareholding")[0]
    more = owned(share(0.5, votingRights="additional"))
    assert "voting_bp" not in stated(more, "shareholding")[0]
    assert "left unknown" in notes(more)["/parties/0/shareholders/0/votingRights"]


def test_a_shareholder_without_a_share_is_one_all_the_same() -> None:
    assert stated(owned(share(None)), "shareholding") == [{"holder": "party:F", "company": "party:H"}]


def test_a_company_is_not_its_own_shareholder() -> None:
    given = owned({"id": "1", "shareholder": {"id": "H"}, "shareholding": 0.1})
    assert stated(given, "shareholding") == []
    assert "its own shareholder" in notes(given)["/parties/0/shareholders/0"]


def test_a_beneficial_owner_is_a_person_of_unknown_share() -> None:
    given = owned(beneficialOwners=[{"id": "1", "name": "Sato Haruka", "nationalities": ["JP"]}])
    assert document(given)["people"] == [
        {"key": "person:party:H:owner:1", "name": {"en": "Sato Haruka"}, "country": "JP"}
    ]
    assert stated(given, "shareholding") == [{"holder": "person:party:H:owner:1", "company": "party:H"}]


def test_owners_of_two_companies_are_one_person_by_identifier_only() -> None:
    def owner(**more: Any) -> list[dict[str, Any]]:
        return [{"id": "1", "name": "Sato Haruka", **more}]

    def people(**more: Any) -> int:
        parties = [{"id": each, "name": each, "beneficialOwners": owner(**more)} for each in ("H", "K")]
        return len(document(release(parties=parties))["people"])

    assert people() == 2
    assert people(identifier={"scheme": "XX-ID", "id": "9"}) == 1


def test_an_owner_without_a_name_is_noted() -> None:
    given = owned(beneficialOwners=[{"id": "1"}])
    assert "no name" in notes(given)["/parties/0/beneficialOwners/0"]


def test_finance_gives_lenders_and_investors() -> None:
    finance = [
        {"id": "1", "financingParty": BANK, "assetClass": ["debt"]},
        {"id": "2", "financingParty": FUND, "assetClass": "equity"},
        {"id": "3", "financingParty": FUND, "assetClass": ["grant"]},
        {"id": "4"},
    ]
    given = release(contracts=[{"id": "c", "awardID": "a", "finance": finance}])
    assert document(given)["participants"][1:] == [
        {"company": "party:B", "role": "lender"},
        {"company": "party:F", "role": "equity_investor"},
    ]
    assert "'grant' gives no role" in notes(given)["/contracts/0/finance/2"]
    assert "names no party" in notes(given)["/contracts/0/finance/3"]


def test_the_private_party_leads_the_suppliers() -> None:
    parties = [{"id": "H", "name": "Hikari"}, {"id": "K", "name": "Kita", "roles": ["privateParty", "leadBank"]}]
    assert document(release(parties=parties))["participants"] == [
        {"company": "party:K", "role": "lead_partner"},
        {"company": "party:H", "role": "partner"},
        {"company": "party:K", "role": "lender"},
    ]


def test_risks_are_clauses_each_stated_once() -> None:
    risks = [
        {"id": "1", "category": "forceMajeure", "allocation": "privateParty"},
        {"id": "2", "category": "changeInLaw", "allocation": "publicAuthority"},
        {"id": "3", "category": "construction", "allocation": "privateParty"},
        {"id": "4", "category": "design", "allocation": "privateParty"},
        {"id": "5", "category": "earlyTermination", "allocation": "somebody"},
    ]
    given = release(contracts=[{"id": "c", "awardID": "a", "riskAllocation": risks}])
    assert stated(given, "clause") == [
        {"risk": "force_majeure", "allocated_to": "private"},
        {"risk": "change_in_law", "allocated_to": "public"},
        {"risk": "other", "allocated_to": "private"},
        {"risk": "early_termination"},
    ]
    assert "'somebody' is not a party" in notes(given)["/contracts/0/riskAllocation/4/allocation"]
