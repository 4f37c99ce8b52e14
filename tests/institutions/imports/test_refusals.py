"""A rejection reaches its own record, when that comes again, and nobody else's."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from institutions.drafts.name_searches import search_waiting
from institutions.formats.register_document import RegisterDocument
from institutions.models import (
    Account,
    Company,
    GovernmentBody,
    IdentityDecision,
    IdentityLead,
    LeadState,
    Party,
    PartyName,
    Role,
)
from institutions.parties.identities.deciding import decide_lead, undo_decision
from tests.institutions.imports.records import bring_in, of, words
from tests.institutions.lists.editions import bring, edition_file

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = "株式会社北島検証海運", "(株)北島検証海運", "北島検証海運株式会社"


def company(name: str, publisher: str, key: str = "K1") -> RegisterDocument:
    """Return a record that describes a company."""
    return of("R-1", publisher=publisher, companies=[{"key": key, "name": {"ja": name}}])


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return Account.objects.create_user("officer", role=Role.OFFICER, body=meti)


@pytest.fixture
def refused(meti: GovernmentBody, officer: Account) -> IdentityLead:
    """Return a lead that a person of METI has rejected after comparing two companies."""
    bring_in(meti, company(FIRST, "id_a"))
    bring_in(meti, company(SECOND, "id_b"))
    search_waiting()
    return decide_lead(IdentityLead.objects.get(), same=False, reason="Two seats now", account=officer)


def of_name(name: str, **party: Any) -> list[Party]:
    return list(Party.objects.filter(name_ja=name, **party).order_by("created_at"))


def towards(lead: IdentityLead, party: Party) -> IdentityLead:
    """Return the only lead from a party to the company of the first one."""
    search_waiting()
    return IdentityLead.objects.get(party=party, candidate=lead.candidate)


def test_the_same_record_again_is_not_asked_again(refused: IdentityLead, meti: GovernmentBody) -> None:
    assert words(bring_in(meti, company(SECOND, "id_b"))) == ["unchanged"]
    assert words(bring_in(meti, company(f"{SECOND} ", "id_b"))) == ["changed"]
    search_waiting()
    assert [each.state for each in IdentityLead.objects.all()] == [LeadState.REFUSED]


def test_the_same_record_under_another_key_stays_refused(refused: IdentityLead, meti: GovernmentBody) -> None:
    assert words(bring_in(meti, company(SECOND, "id_b", key="K2"))) == ["changed"]
    [_, again] = of_name(SECOND)
    lead = towards(refused, again)
    assert (lead.state, lead.reason, lead.follows) == (LeadState.REFUSED, "Two seats now", refused)


def test_another_record_of_the_same_body_is_open(refused: IdentityLead, meti: GovernmentBody) -> None:
    bring_in(meti, company(THIRD, "id_c"))
    [party] = of_name(THIRD)
    lead = towards(refused, party)
    assert (lead.state, lead.reason, lead.decided_by, lead.body_id) == (LeadState.OPEN, "", None, meti.pk)


def test_another_body_decides_by_itself(refused: IdentityLead, digital_agency: GovernmentBody) -> None:
    bring_in(digital_agency, company(SECOND, "id_b"))
    [_, theirs] = of_name(SECOND)
    lead = towards(refused, theirs)
    assert (lead.state, lead.decided_by, lead.body_id) == (LeadState.OPEN, None, digital_agency.pk)


def test_an_entry_of_an_official_list_is_open_and_told(
    refused: IdentityLead, meti: GovernmentBody, tmp_path: Path
) -> None:
    file = edition_file(tmp_path, f"1,{FIRST}", headings="company,company.name", list="exclusion_from_tender")
    found = bring(file, meti)
    assert (found.refusals, found.applied is not None) == ([], True)
    [entry] = found.entries
    assert refused.candidate_id in [each.party for each in entry.leads]
    assert entry.party
    assert towards(refused, Party.objects.get(pk=entry.party)).state == LeadState.OPEN


def test_taken_back_what_follows_is_open_again(refused: IdentityLead, meti: GovernmentBody, officer: Account) -> None:
    bring_in(meti, company(SECOND, "id_b", key="K2"))
    undo_decision(refused, reason="One seat only", account=officer)
    search_waiting()
    assert {each.state for each in IdentityLead.objects.filter(candidate=refused.candidate_id)} == {LeadState.OPEN}


def born_refused(refused: IdentityLead, party: Party) -> IdentityLead:
    """Return a copy of a refusal, as they were made once."""
    columns = {"state": LeadState.REFUSED, "reason": refused.reason, "created_at": timezone.now(), "follows": None}
    columns |= {"decided_by": refused.decided_by, "decided_at": refused.decided_at}
    IdentityLead.objects.filter(party=party, candidate=refused.candidate).update(**columns)
    return towards(refused, party)


def test_copies_that_are_on_record_are_opened_but_for_those_of_the_record(
    refused: IdentityLead, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    bring_in(meti, company(SECOND, "id_b", key="K2"))
    bring_in(digital_agency, company(THIRD, "id_c"))
    [_, again], [theirs] = of_name(SECOND), of_name(THIRD)
    own, other = born_refused(refused, again), born_refused(refused, theirs)
    assert refused.decided_at
    said = {"said": "refused", "reason": other.reason, "account": other.decided_by, "at": refused.decided_at}
    IdentityDecision.objects.create(lead=other, **said)
    import_module("institutions.migrations.0017_refusals_and_dates_of_records").open_what_nobody_compared(apps, None)
    for each in (refused, own, other):
        each.refresh_from_db()
    assert (refused.state, refused.follows) == (LeadState.REFUSED, None)
    assert (own.state, own.follows, own.reason) == (LeadState.REFUSED, refused, "Two seats now")
    assert (other.state, other.follows, other.reason, other.decided_by) == (LeadState.OPEN, None, "", None)
    assert [(each.said, each.account is None) for each in other.decisions.all()] == [
        ("refused", False),
        ("undone", True),
    ]


def test_one_name_and_one_company_are_one_lead(refused: IdentityLead, meti: GovernmentBody) -> None:
    bring_in(meti, company(THIRD, "id_c"))
    bring_in(meti, company(THIRD, "id_c"))
    search_waiting()
    pairs = [frozenset(pair) for pair in IdentityLead.objects.values_list("party", "candidate")]
    assert len(pairs) == len(set(pairs))
    assert Company.objects.count() == 3
    assert PartyName.objects.count() == 3
