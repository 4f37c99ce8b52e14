"""The preview of a decision on a possible match: the partnerships that it assesses again, and no others."""

import pytest
from django.test import Client

from institutions.drafts.name_searches import search_waiting
from institutions.models import Account, GovernmentBody, IdentityLead, Partnership, Role
from institutions.parties.identities.deciding import decide_lead, parties_of_decision, undo_decision
from rules.assessing.asked_again import partnerships_asked_again
from rules.assessing.waiting import finish_here
from rules.models import Assessment, State
from tests.documents import small
from tests.institutions.drafts.test_store import register
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.pages.register.test_leads import second

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def lead() -> IdentityLead:
    """Return the possible match of two companies, each of an assessed partnership, beside one with neither."""
    register(small())
    second("T-2")
    unrelated = {"key": "umi", "name": {"en": "Umi Cloud"}}
    register(small(reference="T-3", companies=[unrelated], people=[], statements=[],
                   participants=[{"company": "umi", "role": "partner"}]))  # fmt: skip
    assess_all()
    search_waiting()
    return IdentityLead.objects.get()


def assess_all() -> None:
    for each in Assessment.objects.filter(state=State.QUEUED):
        finish_here(each)


def asked_again() -> set[object]:
    """Return the partnerships that wait for another assessment."""
    return set(Assessment.objects.filter(state=State.QUEUED).values_list("partnership", flat=True))


def test_the_preview_names_what_a_confirmation_and_its_reversal_assess_again(
    client: Client, lead: IdentityLead, django_capture_on_commit_callbacks: object
) -> None:
    foreseen = partnerships_asked_again(parties_of_decision(lead))
    assert asked_again() == set(), "a preview asks for nothing"
    references = set(Partnership.objects.filter(pk__in=foreseen).values_list("reference", flat=True))
    assert "T-3" not in references
    assert "T-2" in references
    shown = client.get(f"/leads/{lead.pk}/preview/").content.decode()
    assert all(each in shown for each in references)
    assert "T-3" not in shown
    account = Account.objects.create_user("reviewer", role=Role.OFFICER, body=lead.body)
    decide_lead(lead, same=True, reason="The same number in the registry.", account=account)
    assert asked_again() == foreseen
    assess_all()
    lead.refresh_from_db()
    assert partnerships_asked_again(parties_of_decision(lead)) == foreseen
    assert "If the confirmation is reversed" in client.get(f"/leads/{lead.pk}/preview/").content.decode()
    undo_decision(lead, reason="Another company after all.", account=account)
    assert asked_again() == foreseen


def test_the_page_of_a_match_leads_to_it_and_others_find_nothing(
    client: Client, lead: IdentityLead, digital_agency: GovernmentBody
) -> None:
    assert f'href="/leads/{lead.pk}/preview/"' in client.get(f"/leads/{lead.pk}/").content.decode()
    other = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    assert other.get(f"/leads/{lead.pk}/preview/").status_code == 404
