"""A party of a restricted case and the open one with its number are a possible match that the entitled decide on."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.access.callers import reader_for
from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.access.keys import KeyHolder
from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.same_numbers import match_same_numbers
from institutions.models import Account, GovernmentBody, IdentityLead, Party, Role
from institutions.parties.identities.deciding import decide_lead, undo_decision
from rules.models import Assessment
from tests.every import undone
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import API, LEI, NUMBER, key_of, naming, officer_of, sent, traces


def test_the_two_become_a_possible_match_that_the_entitled_see(
    two: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    search_waiting()
    lead = IdentityLead.objects.get()
    assert (lead.party_id, lead.candidate_id, lead.body_id) == (two[0].pk, two[1].pk, meti.pk)
    assert (lead.score, lead.reasons) == (100, ["same_number"])
    match_same_numbers()
    search_waiting()
    assert IdentityLead.objects.count() == 1
    for client, seen in (
        (officer_of(meti, right=True), True),
        (officer_of(meti), False),
        (officer_of(digital_agency, right=True), False),
    ):
        assert client.get(f"/leads/{lead.pk}/").status_code == (200 if seen else 404)
        assert [each["id"] for each in client.get(f"{API}/leads/").json()["results"]] == ([lead.pk] if seen else [])


def test_that_a_match_of_its_name_was_rejected_shows_in_no_number_of_queries(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    assessed(naming(name={"ja": "黒井光学株式会社"}, corporate_number=NUMBER))
    match_same_numbers()
    search_waiting()
    lead = IdentityLead.objects.get(party=company)
    client, content = key_of(digital_agency), {**naming(name={"ja": "黒井光学株式会社"}), "reference": "OPEN-2"}

    def number_of_queries() -> int:
        with undone(), CaptureQueriesContext(connection) as queries:
            answer = sent(client, "partnerships/", content)
            assert answer.status_code == 201
            named = Party.objects.get(pk=answer.json()["parties"]["hikari"])
            search_waiting()
            assert IdentityLead.objects.get(party=named).match == lead.match, "the same comparison"
            return len(queries)

    number_of_queries()
    before = number_of_queries()
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti, reads_secret=True)
    decide_lead(lead, same=False, reason="Compared the registers.", account=officer)
    assert number_of_queries() == before


def test_once_confirmed_nobody_else_learns_of_it(
    two: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    closed, opened = two
    entitled = officer_of(meti, right=True)
    before = Assessment.objects.filter(partnership__submitted_by=digital_agency).count()
    officer = Account.objects.get(body=meti)
    search_waiting()
    lead = decide_lead(IdentityLead.objects.get(), same=True, reason="The register of companies.", account=officer)
    closed.refresh_from_db()
    assert closed.same_as_id == opened.pk
    assert Assessment.objects.filter(partnership__submitted_by=digital_agency).count() == before, "asked again for it"
    assert Assessment.objects.filter(partnership__submitted_by=meti, state="queued").exists()
    outside = officer_of(digital_agency)
    for address in (
        f"/companies/{opened.pk}/",
        f"{API}/companies/{opened.pk}/",
        f"{API}/companies/?q=Shiro",
        f"/companies/?q={NUMBER}",
        f"{API}/candidates/?name=Shiro&corporate_number={NUMBER}",
        f"{API}/exports/json/?what=companies",
        f"{API}/connections/?a={opened.pk}&b=METI",
        f"{API}/companies/{opened.pk}/owners/",
    ):
        answer = outside.get(address)
        assert answer.status_code == 200, address
        assert traces((answer.getvalue() if answer.streaming else answer.content).decode(), closed) == [], address
    assert outside.get(f"/companies/{closed.pk}/").status_code == 404
    assert sent(key_of(digital_agency), "precheck/", naming(id=str(closed.pk))).status_code == 422
    assert entitled.get(f"/companies/{closed.pk}/").status_code == 302
    undo_decision(lead, reason="Compared the wrong register.", account=officer)
    assert Assessment.objects.filter(partnership__submitted_by=digital_agency).count() == before


def test_the_entitled_name_the_open_party_by_the_number_and_either_by_id(
    two: tuple[Party, Party], meti: GovernmentBody
) -> None:
    closed, opened = two
    reader = reader_for(KeyHolder(make_key(meti, scopes=SCOPES)[0]))
    for given, expected in (
        ({"corporate_number": NUMBER}, opened),
        ({"corporate_number": NUMBER, "lei": LEI}, opened),
        ({"id": str(closed.pk), "corporate_number": NUMBER}, closed),
        ({"id": str(opened.pk), "corporate_number": NUMBER}, opened),
    ):
        draft = check_document(naming("METI", **given), reader=reader)
        assert draft.references["hikari"].id == expected.pk, given


def test_a_name_from_the_restricted_case_finds_the_open_party_for_nobody_else(
    two: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    closed, opened = two
    search_waiting()
    entitled, outside = officer_of(meti, right=True), officer_of(digital_agency)
    officer = Account.objects.get(body=meti)
    decide_lead(IdentityLead.objects.get(), same=True, reason="The register of companies.", account=officer)
    for client, found in ((entitled, [str(opened.pk)]), (outside, []), (officer_of(meti), [])):
        for typed in ("Kuroi", "黒井光学"):
            for address in (f"{API}/companies/?q={typed}", f"{API}/search/?q={typed}"):
                answer = client.get(address).json()
                rows = answer["results"] if "results" in answer else [r for g in answer["groups"] for r in g["results"]]
                ids = [each.get("id", each.get("key")) for each in rows]
                assert [each for each in ids if each in (str(opened.pk), str(closed.pk))] == found, (address, found)


def test_a_body_with_its_number_is_no_match_of_a_company(two: tuple[Party, Party]) -> None:
    IdentityLead.objects.all().delete()
    Party.objects.filter(pk=two[1].pk).update(kind="body")
    match_same_numbers()
    assert not IdentityLead.objects.exists()
    Party.objects.filter(pk=two[1].pk).update(kind="company")
    match_same_numbers()
    assert IdentityLead.objects.exists()


def test_a_match_whose_other_party_is_the_hidden_one_is_for_the_entitled_alone(
    two: tuple[Party, Party], meti: GovernmentBody
) -> None:
    closed, opened = two
    IdentityLead.objects.update(party=opened, candidate=closed)
    lead = IdentityLead.objects.get()
    for client, seen in ((officer_of(meti, right=True), True), (officer_of(meti), False)):
        assert client.get(f"/leads/{lead.pk}/").status_code == (200 if seen else 404)
        assert [each["id"] for each in client.get(f"{API}/leads/").json()["results"]] == ([lead.pk] if seen else [])
