"""Links from other pages to those of parties: where they are, and only for who may follow them."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Party, Role, Source
from institutions.parties.ownership.parties import DescribedParty
from rules.assessing.waiting import finish_here
from rules.explaining.wording.party_links import page_of_party, party_url, source_url
from tests.documents import example, small
from tests.rules.web.pages.conftest import signed_in


@pytest.fixture
def registered(meti: GovernmentBody, digital_agency: GovernmentBody) -> tuple[Partnership, dict[str, UUID]]:
    """Return METI's example, assessed, with its parties by key."""
    done = register_partnership(check_document(example("hikari_magnetics")), account=None, way="file")
    finish_here(done.partnership.assessments.get())
    return done.partnership, done.parties


def main(client: Client, partnership: Partnership) -> str:
    return client.get(f"/partnerships/{partnership.pk}/").content.decode().partition("<main")[2]


def test_participants_officials_and_evidence_lead_to_their_pages(
    client: Client, registered: tuple[Partnership, dict[str, UUID]]
) -> None:
    partnership, parties = registered
    head, _, findings = main(client, partnership).partition('id="assessment"')
    for key, folder in (("hikari", "companies"), ("sato", "people")):
        address = f"/{folder}/{parties[key]}/"
        assert f'href="{address}"' in head
        assert f'href="{address}"' in findings
    linked = set(re.findall(r'href="(/(?:companies|people|parties)/[^"]+)"', head + findings))
    assert {client.get(each, follow=True).status_code for each in linked} == {200}


def test_who_sees_no_pages_of_people_is_offered_none(registered: tuple[Partnership, dict[str, UUID]]) -> None:
    partnership, parties = registered
    reader = signed_in(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    shown = main(reader, partnership)
    assert f'href="/companies/{parties["hikari"]}/"' in shown
    assert "/people/" not in shown
    assert "/parties/" not in shown


def test_a_lead_leads_to_both_parties(client: Client, meti: GovernmentBody) -> None:
    first = register_partnership(check_document(small()), account=None, way="file").parties["hikari"]
    again = small(
        reference="T-2", companies=[{"key": "hikari", "name": {"ja": "㈱ヒカリ磁性"}}], people=[], statements=[]
    )
    second = register_partnership(check_document(again), account=None, way="file").parties["hikari"]
    search_waiting()
    shown = client.get("/leads/").content.decode()
    assert all(f'href="/companies/{each}/"' in shown for each in (first, second))


def test_bodies_are_links(client: Client, registered: tuple[Partnership, dict[str, UUID]]) -> None:
    partnership, _ = registered
    assert 'href="/bodies/METI/"' in main(client, partnership)


def test_every_party_has_an_address_but_countries() -> None:
    pk = uuid4()
    assert party_url(DescribedParty("CN", "country", "China", "中国")) == ""
    assert party_url(Party(pk=pk, kind="company")) == f"/companies/{pk}/"
    assert party_url(DescribedParty(str(pk), "person", "Sato", "佐藤")) == f"/people/{pk}/"
    assert party_url(Party(pk=pk, kind="body", code="METI")) == "/bodies/METI/"
    assert party_url(DescribedParty(str(pk), "body", "", "", code="METI")) == "/bodies/METI/"
    assert party_url(Party(pk=pk, kind="body")) == f"/bodies/{pk}/"
    assert page_of_party("party", "METI") == "/bodies/METI/"
    assert page_of_party("party", "CN") == "", "a country"
    assert page_of_party("party", str(pk)) == f"/parties/{pk}/"
    assert page_of_party("company", "hikari") == "", "a key of a document"
    assert page_of_party("treaty", "RCEP") == ""


def test_a_source_leads_to_its_page() -> None:
    assert source_url(Source(pk=7, title="Registry", url="https://registry.example/x")) == "/sources/7/"
