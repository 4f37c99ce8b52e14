"""From keys to parties: certain by number and id, else new, with a lead where a name is equal."""

import json
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.models import (
    Account,
    BodyParent,
    Company,
    GovernmentBody,
    IdentityLead,
    LeadState,
    Party,
    PartyDetails,
    Person,
)
from institutions.parties.identities.deciding import decide_lead, undo_decision
from tests.documents import small
from tests.institutions.drafts.test_store import register

NUMBER, OTHER_NUMBER = "4000012090001", "7000012050002"
pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def second(**hikari: Any) -> dict[str, Any]:
    """Return another partnership whose lead partner has these fields."""
    document = small(reference="T-2")
    document["companies"][0].update(hikari)
    return document


def called_otherwise() -> dict[str, Any]:
    """Return the same partnership, its lead partner under another key."""
    text = json.dumps(second(), ensure_ascii=False).replace('"hikari"', '"shine"')
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture
def first(meti: GovernmentBody, digital_agency: GovernmentBody) -> Any:
    document = small()
    document["companies"][0]["corporate_number"] = NUMBER
    return register(document)


def test_a_known_number_is_the_same_company(first: Any) -> None:
    assert register(second(corporate_number=NUMBER)).parties["hikari"] == first.parties["hikari"]


def test_a_known_id_is_the_same_party(first: Any) -> None:
    assert register(second(id=str(first.parties["hikari"]))).parties["hikari"] == first.parties["hikari"]


def test_an_equal_name_is_a_new_company_and_a_lead(first: Any) -> None:
    other = register(second(name={"ja": "㈱ヒカリ磁性"}))
    assert other.parties["hikari"] != first.parties["hikari"]
    search_waiting()
    lead = IdentityLead.objects.get(party=other.parties["hikari"])
    assert lead.candidate_id == first.parties["hikari"]
    assert lead.state == LeadState.OPEN


def test_different_numbers_leave_no_lead(first: Any) -> None:
    other = register(second(corporate_number=OTHER_NUMBER))
    search_waiting()
    assert not IdentityLead.objects.filter(party=other.parties["hikari"]).exists()


@pytest.mark.usefixtures("first")
def test_a_person_of_another_body_is_no_candidate() -> None:
    document = second()
    other = register({**document, "submitted_by": "DA"})
    search_waiting()
    assert not IdentityLead.objects.filter(party=other.parties["sato"]).exists()
    same_body = register({**document, "reference": "T-3"})
    search_waiting()
    assert IdentityLead.objects.filter(party=same_body.parties["sato"]).count() == 1


@pytest.mark.usefixtures("first")
def test_many_documents_with_one_name_leave_one_lead_each() -> None:
    for number in range(5):
        register({**second(), "reference": f"T-{number + 10}"})
    search_waiting()
    assert (
        IdentityLead.objects.filter(folded="hikarimagnetics").count()
        + IdentityLead.objects.filter(folded="ヒカリ磁性").count()
        == 5
    )


@pytest.mark.usefixtures("first")
def test_a_refused_match_stays_refused_in_the_next_revision_under_whatever_key() -> None:
    account = Account.objects.create_user("officer")
    other = register(second())
    search_waiting()
    lead = IdentityLead.objects.get(party=other.parties["hikari"])
    decide_lead(lead, same=False, reason="Another town", account=account)
    again = register({**called_otherwise(), "revision": 2})
    assert again.parties["shine"] != other.parties["hikari"]
    search_waiting()
    kept = IdentityLead.objects.get(party=again.parties["shine"], candidate=lead.candidate)
    assert (kept.state, kept.reason, kept.decided_by) == (LeadState.REFUSED, "Another town", account)
    assert kept.follows == lead


@pytest.mark.usefixtures("first")
def test_a_refusal_says_nothing_of_another_proposal() -> None:
    other = register(second())
    search_waiting()
    lead = IdentityLead.objects.get(party=other.parties["hikari"])
    decide_lead(lead, same=False, reason="Another town", account=Account.objects.create_user("officer"))
    again = register({**second(), "reference": "T-3"})
    search_waiting()
    leads = IdentityLead.objects.filter(party=again.parties["hikari"], candidate=lead.candidate)
    assert [(each.state, each.reason, each.decided_by) for each in leads] == [(LeadState.OPEN, "", None)]


@pytest.mark.usefixtures("first")
def test_a_refusal_that_is_taken_back_opens_what_was_refused_with_it() -> None:
    account = Account.objects.create_user("officer")
    other = register(second())
    search_waiting()
    lead = IdentityLead.objects.get(party=other.parties["hikari"])
    decide_lead(lead, same=False, reason="Another town", account=account)
    again = register({**called_otherwise(), "revision": 2})
    search_waiting()
    undo_decision(lead, reason="The same town", account=account)
    search_waiting()
    opened = IdentityLead.objects.get(party=again.parties["shine"], candidate=lead.candidate)
    assert (opened.state, opened.reason, opened.decided_by, opened.follows) == (LeadState.OPEN, "", None, None)
    assert [(each.said, each.reason) for each in opened.decisions.all()] == [("undone", "The same town")]


def test_a_confirmed_match_stands_for_the_party_of_the_register(first: Any) -> None:
    account = Account.objects.create_user("officer")
    other = register(second())
    search_waiting()
    decide_lead(
        IdentityLead.objects.get(party=other.parties["hikari"]), same=True, reason="One seat only", account=account
    )
    draft = check_document(second(id=str(other.parties["hikari"])))
    assert draft.party_key("hikari") == str(first.parties["hikari"])
    with pytest.raises(ValueError, match="already confirmed"):
        decide_lead(
            IdentityLead.objects.get(party=other.parties["hikari"]), same=False, reason="They are two", account=account
        )


def test_a_new_company_is_described_with_the_submission_as_its_source() -> None:
    registered = register(second(corporate_number=NUMBER, listed=False, type="university", founded_on="1990-04-01"))
    company = Company.objects.get(pk=registered.parties["hikari"])
    assert (company.country, company.listed, company.type, str(company.founded_on)) == (
        "JP",
        False,
        "university",
        "1990-04-01",
    )
    assert {name.language: name.folded for name in company.names.all()} == {"en": "hikarimagnetics", "ja": "ヒカリ磁性"}
    details = PartyDetails.objects.get(party=company)
    assert details.submission == registered.submission
    assert details.details["corporate_number"] == NUMBER


def test_a_later_document_does_not_change_what_the_register_says(first: Any) -> None:
    register(second(corporate_number=NUMBER, country="CN", name={"ja": "別名"}))
    company = Company.objects.get(pk=first.parties["hikari"])
    assert (company.country, company.name_ja) == ("JP", "ヒカリ磁性株式会社")


def test_a_person_has_a_name_and_a_country_and_no_more() -> None:
    registered = register(second())
    person = Person.objects.get(pk=registered.parties["sato"])
    assert (person.name_ja, person.stated_by.code if person.stated_by else None) == ("佐藤 遥", "METI")


def test_a_new_body_is_stored_with_its_parent() -> None:
    bodies = [
        {"key": "lab", "name": {"ja": "磁石室"}, "kind": "other", "parent": "METI", "gpa_class": "central"},
        {"key": "desk", "name": {"ja": "磁石係"}, "parent": "lab"},
    ]
    registered = register(small(bodies=bodies, sponsor="lab"))
    lab = GovernmentBody.objects.get(pk=registered.parties["lab"])
    assert (lab.type, lab.gpa_class, lab.code) == ("other", "central", None)
    assert registered.submission.sponsor == lab
    parents = {(row.body.name_ja, row.parent.name_ja) for row in BodyParent.objects.all()}
    assert parents == {("磁石室", "経済産業省"), ("磁石係", "磁石室")}


def test_a_party_named_by_its_id_alone_is_kept_with_the_submission(first: Any) -> None:
    known = str(first.parties["kita"])
    registered = register(small(reference="T-2", participants=[{"company": known, "role": "partner"}]))
    assert registered.submission.parties.get(key=known).party == Party.objects.get(pk=known)
