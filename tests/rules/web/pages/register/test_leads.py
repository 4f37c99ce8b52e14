"""The page of leads: both parties side by side, and buttons for who may decide."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, IdentityLead, LeadState, Partnership, Role
from institutions.parties.identities.deciding import decide_lead, undo_decision
from tests.documents import small
from tests.rules.web.pages.conftest import OpenPage, signed_in

pytestmark = pytest.mark.usefixtures("meti")


def second(
    reference: str, *, key: str = "hikari", revision: int = 1, submitted_by: str = "METI", **company: Any
) -> None:
    """Register another partnership with a company that may be Hikari Magnetics."""
    companies = [{"key": key, "name": {"ja": "㈱ヒカリ磁性"}, **company}]
    participants = [{"company": key, "role": "lead_partner"}]
    said = {"reference": reference, "revision": revision, "submitted_by": submitted_by, "participants": participants}
    document = small(companies=companies, people=[], statements=[], **said)
    register_partnership(check_document(document), account=None, way="file")


@pytest.fixture
def lead() -> IdentityLead:
    register_partnership(check_document(small()), account=None, way="file")
    second("T-2", address="南浜市港町1-2-3")
    search_waiting()
    return IdentityLead.objects.get()


def page(client: Client, address: str, **options: Any) -> str:
    answer = client.get(address, **options)
    assert answer.status_code == 200
    return answer.content.decode()


def test_open_leads_are_listed_with_both_parties_and_the_reasons(client: Client, lead: IdentityLead) -> None:
    shown = page(client, "/leads/")
    for text in (
        "㈱ヒカリ磁性",
        "ヒカリ磁性株式会社",
        "Same name",
        "The legal form or its position differs",
        "the same, written differently",
        "南浜市港町1-2-3",
        "of 100",
    ):
        assert text in shown
    assert f"/leads/{lead.pk}/" in shown
    assert "There are no such possible matches" in page(client, "/leads/?state=refused")


def test_until_names_are_compared_nobody_reads_that_there_is_no_match(
    client: Client, digital_agency: GovernmentBody
) -> None:
    partnership = register_partnership(check_document(small()), account=None, way="file").partnership
    shown = page(client, "/leads/")
    assert "3 new parties are still being compared" in shown
    assert "There are no such possible matches" not in shown
    of_other = page(signed_in(Account.objects.create_user("other", body=digital_agency)), "/leads/")
    assert 'id="unsearched"' not in of_other
    for address in (f"/partnerships/{partnership.pk}/", f"/partnerships/{partnership.pk}/case/"):
        assert 'id="names-wait"' in page(client, address)
    search_waiting()
    assert "There are no such possible matches" in page(client, "/leads/")
    for address in (f"/partnerships/{partnership.pk}/", f"/partnerships/{partnership.pk}/case/"):
        assert 'id="names-wait"' not in page(client, address)


def test_the_notice_that_names_are_compared_fetches_itself_alone(client: Client) -> None:
    partnership = register_partnership(check_document(small()), account=None, way="file").partnership
    asked = f"/partnerships/{partnership.pk}/assessment/"
    fetched = page(client, asked, headers={"HX-Target": "names-wait"})
    assert fetched.startswith('<p class="notice" id="names-wait"'), "the page of the case has no other part of it"
    assert 'id="standing"' not in fetched
    assert 'id="standing"' in page(client, asked, headers={"HX-Target": "assessment"})
    search_waiting()
    assert not page(client, asked, headers={"HX-Target": "names-wait"}).strip()


def test_the_page_speaks_japanese(client: Client, lead: IdentityLead) -> None:
    for address in ("/leads/", f"/leads/{lead.pk}/"):
        shown = page(client, address, headers={"Accept-Language": "ja"})
        assert "名称が同一" in shown
        assert "Same name" not in shown


def test_an_officer_confirms_takes_back_and_refuses(client: Client, lead: IdentityLead) -> None:
    address = f"/leads/{lead.pk}/"
    assert "They are the same party" in page(client, address)
    answer = client.post(f"{address}decision/", {"same": "yes", "reason": "Both have the same seat"}, follow=True)
    shown = answer.content.decode()
    assert "Reverse it" in shown
    assert "Both have the same seat" in shown
    assert "They are the same party" not in shown
    client.post(f"{address}undo/", {"reason": "Another seat"})
    assert "They are the same party" in page(client, address)
    client.post(f"{address}decision/", {"same": "no", "reason": "Their seats are two"})
    lead.refresh_from_db()
    assert lead.state == LeadState.REFUSED
    said = ("Both have the same seat", "Another seat", "Their seats are two", "officer")
    assert all(text in page(client, address) for text in said)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"same": "yes", "reason": " "}, "Give the reason"),
        ({"same": "yes", "reason": "Same seat"}, "at least 10 letters or digits"),
        ({"same": "perhaps", "reason": "Read the file."}, "the same party or different parties"),
        ({"reason": "Read the file."}, "the same party or different parties"),
    ],
)
def test_what_decides_nothing_says_so(client: Client, lead: IdentityLead, sent: dict[str, str], said: str) -> None:
    answer = client.post(f"/leads/{lead.pk}/decision/", sent, follow=True)
    assert said in answer.content.decode()
    assert f">{sent['reason']}</textarea>" in answer.content.decode(), "what was typed stays"
    lead.refresh_from_db()
    assert lead.state == LeadState.OPEN


def test_who_may_not_decide_has_no_button_and_is_refused(lead: IdentityLead) -> None:
    auditor = signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))
    assert "They are the same party" not in page(auditor, f"/leads/{lead.pk}/")
    for what in ("decision", "undo"):
        answer = auditor.post(f"/leads/{lead.pk}/{what}/", {"same": "yes", "reason": "Read the file."})
        assert answer.status_code == 403
        assert "Ask one" in answer.content.decode()


def test_the_leads_of_another_body_are_as_if_they_were_not_there(
    lead: IdentityLead, digital_agency: GovernmentBody
) -> None:
    other = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    assert "㈱ヒカリ磁性" not in page(other, "/leads/")
    assert other.get(f"/leads/{lead.pk}/").status_code == 404
    assert other.post(f"/leads/{lead.pk}/decision/", {"same": "no", "reason": "Read the file."}).status_code == 404


def test_the_number_of_queries_does_not_depend_on_the_number_of_leads(client: Client, lead: IdentityLead) -> None:
    numbers = []
    decide_lead(lead, same=False, reason="Two seats now", account=Account.objects.create_user("decider"))
    second("T-2a")
    for references in ((), ("T-3", "T-4", "T-5")):
        for reference in references:
            second(reference)
        with CaptureQueriesContext(connection) as captured:
            page(client, "/leads/")
        numbers.append(len(captured))
    search_waiting()
    assert IdentityLead.objects.filter(candidate=lead.candidate).count() == 5
    assert numbers[0] == numbers[1]


def test_who_decides_an_open_lead_is_told_what_was_refused_before(
    client: Client, lead: IdentityLead, officer: Account
) -> None:
    decide_lead(lead, same=False, reason="Two seats now", account=officer)
    second("T-3")
    search_waiting()
    later = IdentityLead.objects.get(state=LeadState.OPEN, candidate=lead.candidate)
    for address in (f"/leads/{later.pk}/", "/leads/"):
        shown = page(client, address)
        for text in (
            "a person found that they are different parties",
            "Two seats now",
            officer.username,
            "Policy officer",
            f"/leads/{lead.pk}/",
        ):
            assert text in shown
    japanese = page(client, f"/leads/{later.pk}/", headers={"Accept-Language": "ja"})
    assert "別の当事者と判断" in japanese
    assert "a person found" not in japanese
    undo_decision(lead, reason="One seat only", account=officer)
    assert "a person found that they are different parties" not in page(client, f"/leads/{later.pk}/")


def test_another_body_learns_that_it_was_refused_and_not_why(
    lead: IdentityLead, officer: Account, digital_agency: GovernmentBody
) -> None:
    decide_lead(lead, same=False, reason="Two seats now", account=officer)
    second("T-3", submitted_by="DA")
    search_waiting()
    later = IdentityLead.objects.get(state=LeadState.OPEN, candidate=lead.candidate)
    other = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    shown = page(other, f"/leads/{later.pk}/")
    assert "The reason is kept with that body" in shown
    assert "Policy officer (Ministry of Economy, Trade and Industry)" in shown
    for text in ("Two seats now", f"/leads/{lead.pk}/", f">{officer.username}"):
        assert text not in shown
    Partnership.objects.filter(reference="T-2").update(secret=True)
    assert "a person found that they are different parties" not in page(other, f"/leads/{later.pk}/")


def test_a_refusal_that_follows_another_says_who_said_what(
    client: Client, lead: IdentityLead, officer: Account
) -> None:
    decide_lead(lead, same=False, reason="Two seats now", account=officer)
    second("T-2", key="shine", revision=2)
    search_waiting()
    later = IdentityLead.objects.get(follows=lead)
    shown = page(client, f"/leads/{later.pk}/")
    assert all(text in shown for text in ("Two seats now", officer.username, "That rejection applies here too"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_lead_is_decided_in_a_browser_without_scripts_on_a_telephone(open_page: OpenPage, lead: IdentityLead) -> None:
    opened = open_page(width=360, scripts=False)
    opened.goto("/leads/")
    opened.get_by_role("link", name="㈱ヒカリ磁性").click()
    opened.get_by_label("Reason").fill("Both have the same seat")
    opened.get_by_role("button", name="They are the same party").click()
    assert opened.get_by_role("heading", name="Reverse the decision").is_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    lead.refresh_from_db()
    assert lead.state == LeadState.CONFIRMED
