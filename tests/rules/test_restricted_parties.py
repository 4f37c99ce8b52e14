"""A company or person of a restricted case is absent for whoever may not read the case, wherever it is looked up."""

import json
import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.access.callers import reader_for
from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.access.keys import KeyHolder
from institutions.drafts.check import check_document
from institutions.drafts.same_numbers import match_same_numbers
from institutions.drafts.store import register_partnership
from institutions.models import (
    Account,
    Company,
    FormDraft,
    GovernmentBody,
    IdentityLead,
    Partnership,
    Party,
    Role,
    Source,
    table_of,
)
from institutions.parties.identities.deciding import decide_lead, undo_decision
from rules.assessing.request import request_again
from rules.assessing.result import result_json
from rules.assessing.waiting import finish_here
from rules.models import Assessment, Trigger
from rules.models.outcome_reading import outcomes_of
from tests.documents import small
from tests.every import undone
from tests.institutions.imports.records import bring_in, of
from tests.policyengine.access.answers import lasting
from tests.rules.assessing.test_findings import assessed

API = "/api/v1"
NUMBER, LEI = "3301000101234", "KUROIXX0000000000018"
FREE_NUMBER, FREE_LEI, FREE_ID = "7901000100007", "ABSENTX0000000000058", "00000000-0000-4000-8000-000000000000"
NAMES = ("Kuroi", "黒井")
OPEN_NAME = {"en": "Shiro Optics Ltd.", "ja": "白光学株式会社"}


def restricted(**changes: Any) -> dict[str, Any]:
    """Return a restricted case of METI that names a numbered company and a person."""
    return small(
        **{
            "reference": "SECRET-7",
            "title": {"en": "Hayabusa optics"},
            "secrecy": "defence",
            "participants": [{"company": "kuroi", "role": "lead_partner"}],
            "officials": [{"person": "jun", "role": "decision_maker"}],
            "companies": [
                {
                    "key": "kuroi",
                    "name": {"en": "Kuroi Optics Inc.", "ja": "黒井光学株式会社"},
                    "corporate_number": NUMBER,
                    "lei": LEI,
                }
            ],
            "people": [{"key": "jun", "name": {"en": "Kuroi Jun"}}],
            "statements": [
                {"kind": "exposure", "company": "kuroi", "country": "CN", "revenue_bp": 3100},
                {"kind": "shareholding", "holder": "jun", "company": "kuroi", "share_bp": 620},
            ],
            "assess_as_of": "2026-06-20",
            **changes,
        }
    )


def naming(body: str = "DA", **company: Any) -> dict[str, Any]:
    """Return an open case whose only company is given like this."""
    return small(
        reference="OPEN-1",
        submitted_by=body,
        sponsor=body,
        companies=[{"key": "hikari", **company}],
        people=[],
        statements=[{"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100}],
        assess_as_of="2026-06-20",
    )


@pytest.fixture
def hidden(meti: GovernmentBody, digital_agency: GovernmentBody) -> Assessment:
    """Return the assessment of the restricted case."""
    return assessed(restricted())


@pytest.fixture
def company(hidden: Assessment) -> Party:
    return Party.objects.get(corporate_number=NUMBER)


@pytest.fixture
def person(hidden: Assessment) -> Party:
    return Party.objects.get(name_en="Kuroi Jun")


def key_of(body: GovernmentBody, *scopes: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_key(body, scopes=scopes or SCOPES)[1]}"})


def officer_of(body: GovernmentBody, *, right: bool = False) -> Client:
    client = Client()
    account = Account.objects.create_user(f"{body.code}-{right}", role=Role.OFFICER, body=body, reads_secret=right)
    client.force_login(account)
    return client


def sent(client: Client, address: str, content: Any) -> Any:
    return client.post(f"{API}/{address}", content, content_type="application/json")


def kept_out(client: Client, body: GovernmentBody) -> list[tuple[Client, str]]:
    """Return everybody who may not read the case: another body, and the same body without the right."""
    return [
        (client, "DA"),
        (key_of(body, "register", "precheck", "read"), "METI"),
    ]


def traces(text: str, *ids: Party) -> list[str]:
    return [each for each in (*NAMES, *(str(party.pk) for party in ids)) if each in text]


GIVEN: list[dict[str, Any]] = [
    {"corporate_number": NUMBER},
    {"lei": LEI},
    {"corporate_number": NUMBER, "lei": FREE_LEI},
    {"corporate_number": FREE_NUMBER, "lei": LEI},
]


@pytest.mark.parametrize("given", GIVEN)
def test_a_precheck_with_its_number_finds_nothing(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody, given: dict[str, Any]
) -> None:
    for client, body in kept_out(key_of(digital_agency), meti):
        answer = sent(client, "precheck/", naming(body, name=OPEN_NAME, **given))
        assert answer.status_code == 200, answer.json()
        assert answer.json()["parties"] == {"hikari": "new:hikari"}
        assert traces(answer.content.decode(), company) == []


@pytest.mark.parametrize("given", GIVEN)
def test_whoever_registers_its_number_gets_a_party_of_their_own(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody, given: dict[str, Any]
) -> None:
    for client, body in kept_out(key_of(digital_agency), meti):
        answer = sent(client, "partnerships/", naming(body, name=OPEN_NAME, **given))
        assert answer.status_code == 201, answer.json()
        assert traces(answer.content.decode(), company) == []
        party = answer.json()["parties"]["hikari"]
        assert party != str(company.pk)
        assert Company.objects.get(pk=party).name_en == "Shiro Optics Ltd."
        page = officer_of(GovernmentBody.objects.get(code=body)).get(f"/companies/{party}/")
        assert page.status_code == 200
        assert traces(page.content.decode(), company) == []


def test_both_bodies_outside_share_the_party_that_is_open(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    parties = {
        sent(client, "partnerships/", naming(body, name=OPEN_NAME, corporate_number=NUMBER)).json()["parties"]["hikari"]
        for client, body in kept_out(key_of(digital_agency), meti)
    }
    assert len(parties) == 1


def test_the_number_alone_asks_for_a_name_as_one_that_nobody_has(
    company: Party, digital_agency: GovernmentBody
) -> None:
    client = key_of(digital_agency)
    for address in ("precheck/", "partnerships/"):
        known = sent(client, address, naming(corporate_number=NUMBER))
        free = sent(client, address, naming(corporate_number=FREE_NUMBER))
        assert known.status_code == free.status_code == 422
        assert known.json()["errors"] == free.json()["errors"]


@pytest.mark.parametrize("table", ["companies", "people"])
def test_its_id_is_unknown_to_others(
    company: Party, person: Party, meti: GovernmentBody, digital_agency: GovernmentBody, table: str
) -> None:
    party = company if table == "companies" else person
    for client, body in kept_out(key_of(digital_agency), meti):
        for address in ("precheck/", "partnerships/"):
            answers = []
            for text in (str(party.pk), FREE_ID):
                row = {"key": "named", "id": text}
                content = naming(body, name=OPEN_NAME)
                content[table] = [*content[table], row]
                answer = sent(client, address, content)
                assert answer.status_code == 422
                answers.append(str(answer.json()["errors"]).replace(text, "ID"))
            assert answers[0] == answers[1]


def test_its_id_as_a_party_of_a_statement_is_unknown_to_others(
    company: Party, person: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    for client, body in kept_out(key_of(digital_agency), meti):
        for address in ("precheck/", "partnerships/"):
            for party in (company, person):
                answers = []
                for text in (str(party.pk), FREE_ID):
                    stated = {"kind": "shareholding", "holder": text, "company": "hikari", "share_bp": 100}
                    answer = sent(client, address, {**naming(body, name=OPEN_NAME), "statements": [stated]})
                    assert answer.status_code == 422
                    answers.append(str(answer.json()["errors"]).replace(text, "ID"))
                assert answers[0] == answers[1]


def test_a_name_that_reads_like_its_id_is_a_name(
    company: Party, person: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    """An id has one form in documents; a text that another form would make an id of leads to no party."""
    register_partnership(check_document(small()), account=None, way="file")
    other = Party.objects.get(name_en="Sato Haruka")  # of an open case of the other body
    forms = ("{0.hex}", "{{{0}}}", "urn:uuid:{0}")
    written = [form.format(party.pk) for party in (company, person, other) for form in forms]
    written += [str(party.pk).upper() for party in (company, person, other)]
    content = naming(name=OPEN_NAME)
    content["statements"] += [
        {"kind": "association_member", "company": "hikari", "association": each} for each in written
    ]
    answer = sent(key_of(digital_agency), "partnerships/", content)
    assert answer.status_code == 201, answer.content
    finish_here(Assessment.objects.get(pk=answer.json()["assessment"]))
    shown = Party.objects.get(pk=answer.json()["parties"]["hikari"]).pk
    partnership = answer.json()["partnership"]
    client = officer_of(digital_agency)
    answers = [sent(client, "precheck/", {**content, "reference": "OPEN-2"})]
    addresses = (
        f"/companies/{shown}/",
        f"/companies/{shown}/ties/association_member/",
        f"/partnerships/{partnership}/",
        f"/partnerships/{partnership}/graph/",
        f"{API}/companies/{shown}/",
        f"{API}/exports/csv/?what=association_members",
        f"{API}/exports/json/",
        f"{API}/exports/ftm/",
    )
    for asked in (*answers, *map(client.get, addresses)):
        assert asked.status_code == 200
        text = (asked.getvalue() if asked.streaming else asked.content).decode()
        assert [each for each in (*NAMES, "Sato Haruka", "佐藤") if each in text] == [], asked.request["PATH_INFO"]


def test_an_administrator_without_the_right_links_no_account_to_its_person(person: Party, meti: GovernmentBody) -> None:
    wanted = {"username": "jun", "role": "reviewer", "is_active": "on"}
    blind, entitled = Client(), Client()
    for client, name, right in ((blind, "blind", False), (entitled, "entitled", True)):
        account = Account.objects.create_user(name, role=Role.ADMINISTRATOR, reads_secret=right)
        client.force_login(account)
    refused = []
    for text in (str(person.pk), FREE_ID):
        answer = blind.post("/accounts/new/", {**wanted, "person": text})
        refused.append((answer.status_code, lasting(answer.content.decode().replace(text, ""))))
    assert refused[0] == refused[1]
    assert refused[0][0] == 422
    made = entitled.post("/accounts/new/", {**wanted, "person": str(person.pk)})
    assert made.status_code == 302
    assert "Kuroi" in entitled.get("/accounts/requests/").content.decode()
    assert "Kuroi" not in blind.get("/accounts/requests/").content.decode()
    changed = {**wanted, "role": "officer", "body": str(meti.pk), "person": str(person.pk)}
    assert blind.post(made["Location"], changed).status_code == 302, "it stays linked to the person it has"


@pytest.mark.parametrize("form", ["{0}", "{0.hex}", "upper"])
def test_a_key_that_reads_like_its_id_is_a_key(
    company: Party, person: Party, meti: GovernmentBody, digital_agency: GovernmentBody, form: str
) -> None:
    client = key_of(digital_agency)
    for party, table in ((company, "companies"), (person, "people")):
        answers = []
        for pk in (party.pk, UUID(FREE_ID)):
            key = str(pk).upper() if form == "upper" else form.format(pk)
            content = {**naming(name=OPEN_NAME), "restricts_countries": ["CN"]}
            content[table] = [*content[table], {"key": key, "name": {"en": "Shiro"}}]
            if table == "companies":
                content["participants"] = [{"company": key, "role": "lead_partner"}]
                content["statements"] = [{"kind": "exposure", "company": key, "country": "CN", "revenue_bp": 3100}]
            else:
                content["officials"] = [{"person": key, "role": "decision_maker"}]
                held = {"kind": "shareholding", "holder": key, "company": "hikari", "share_bp": 620}
                content["statements"] = [held]
            told = []
            for address in ("precheck/", "partnerships/"):
                answer = sent(client, address, content)
                text = answer.content.decode()
                if answer.status_code == 201:
                    stored = Assessment.objects.get(pk=answer.json()["assessment"])
                    finish_here(stored)
                    text += json.dumps(result_json(stored))
                    Partnership.objects.filter(pk=answer.json()["partnership"]).update(reference=f"OLD-{table}-{key}")
                told.append((answer.status_code, re.sub(r"[0-9A-Fa-f-]{8,}", "ID", lasting(text.replace(key, "KEY")))))
                assert not [name for name in NAMES if name in text], (address, key)
            answers.append(told)
        assert answers[0] == answers[1], table


def test_that_a_match_of_its_name_was_rejected_shows_in_no_number_of_queries(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    assessed(naming(name={"ja": "黒井光学株式会社"}, corporate_number=NUMBER))
    match_same_numbers()
    lead = IdentityLead.objects.get(party=company)
    client, content = key_of(digital_agency), {**naming(name={"ja": "黒井光学株式会社"}), "reference": "OPEN-2"}

    def number_of_queries() -> int:
        with undone(), CaptureQueriesContext(connection) as queries:
            answer = sent(client, "partnerships/", content)
            assert answer.status_code == 201
            named = Party.objects.get(pk=answer.json()["parties"]["hikari"])
            assert IdentityLead.objects.get(party=named).match == lead.match, "the same comparison"
            return len(queries)

    number_of_queries()
    before = number_of_queries()
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti, reads_secret=True)
    decide_lead(lead, same=False, reason="Compared the registers.", account=officer)
    assert number_of_queries() == before


def test_whoever_names_the_same_document_gets_a_source_of_their_own(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    paper = {"key": "paper", "title": "Register extract", "retrieved_on": "2026-06-01"}
    told = {**paper, "title_ja": "はやぶさ登記簿"}
    exposure = {"kind": "exposure", "country": "CN", "revenue_bp": 3100, "source": "paper"}
    given = {"sources": [told], "statements": [{**exposure, "company": "kuroi"}], "restricts_countries": ["CN"]}
    closed = assessed(restricted(**given))
    older = Source.objects.latest("pk").pk
    free = {**paper, "title": "Another extract"}
    content = {**naming(name=OPEN_NAME), "sources": [free, {**paper, "key": "same"}]}
    content["statements"] = [{**exposure, "company": "hikari"}, {**exposure, "company": "hikari", "source": "same"}]
    assert sent(key_of(digital_agency), "partnerships/", content).status_code == 201
    same = Source.objects.filter(title=paper["title"]).latest("pk")
    assert same.pk > older
    assert (same.title_ja, Source.objects.filter(title=paper["title"]).count()) == ("", 2)
    outside, inside = officer_of(digital_agency), officer_of(meti, right=True)
    assert outside.get(f"/sources/{same.pk}/").status_code == 200
    assert outside.get(f"/sources/{older}/").status_code == 404
    assert "はやぶさ" in inside.get(f"/sources/{older}/", headers={"accept-language": "ja"}).content.decode()
    again = assessed(restricted(reference="SECRET-8", **given))
    assert Source.objects.filter(title=paper["title"]).count() == 2
    for each in (closed, again):
        page = inside.get(f"/partnerships/{each.partnership_id}/graph/").content.decode()
        assert f"/sources/{older}/" in page
        assert f"/sources/{same.pk}/" not in page


def test_a_person_of_another_bodys_open_case_is_unknown_too(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    register_partnership(check_document(small()), account=None, way="file")
    person = Party.objects.get(name_en="Sato Haruka")
    content = {**naming(name=OPEN_NAME), "people": [{"key": "sato", "id": str(person.pk)}]}
    client = key_of(digital_agency)
    for address in ("precheck/", "partnerships/"):
        assert sent(client, address, content).status_code == 422
    assert officer_of(digital_agency).get(f"/people/{person.pk}/").status_code == 404
    own = {**small(reference="T-2"), "people": [{"key": "sato", "id": str(person.pk)}]}
    assert sent(key_of(meti), "partnerships/", own).status_code == 201


def test_the_form_says_and_names_nothing_of_it(company: Party, digital_agency: GovernmentBody) -> None:
    client = officer_of(digital_agency)
    owner = Account.objects.get(body=digital_agency)
    draft = FormDraft.objects.create(owner=owner, document=naming(name=OPEN_NAME, corporate_number=NUMBER))
    for page in ("precheck/", "check/"):
        shown = client.get(f"/propose/{draft.pk}/{page}")
        assert shown.status_code == 200
        assert traces(shown.content.decode(), company) == []
    FormDraft.objects.update(document=naming(corporate_number=NUMBER))
    known = client.get(f"/propose/{draft.pk}/check/").content.decode()
    FormDraft.objects.update(document=naming(corporate_number=FREE_NUMBER))
    free = client.get(f"/propose/{draft.pk}/check/").content.decode()
    assert lasting(known) == lasting(free.replace(FREE_NUMBER, NUMBER))


def test_an_import_brings_in_a_party_of_its_own(company: Party, digital_agency: GovernmentBody) -> None:
    [outcome] = bring_in(digital_agency, of(companies=[{"key": "c1", "name": OPEN_NAME, "corporate_number": NUMBER}]))
    assert (str(outcome.outcome), outcome.errors, outcome.notes) == ("added", (), ())
    made = Company.objects.get(name_en="Shiro Optics Ltd.")
    assert (made.corporate_number, made.pk) != (NUMBER, company.pk)
    assert officer_of(digital_agency).get(f"/companies/{company.pk}/").status_code == 404
    [again] = bring_in(digital_agency, of("R-2", companies=[{"key": "c2", "id": str(company.pk)}]))
    assert str(again.outcome) == "refused"


def test_a_number_given_later_to_a_party_of_an_import_is_no_clash(
    company: Party, digital_agency: GovernmentBody
) -> None:
    bring_in(digital_agency, of(companies=[{"key": "c1", "name": OPEN_NAME}]))
    row = {"key": "c1", "name": OPEN_NAME, "corporate_number": NUMBER}
    [outcome] = bring_in(digital_agency, of(companies=[row]))
    assert (str(outcome.outcome), outcome.errors) == ("changed", ())
    assert traces(str(outcome.notes), company) == []
    assert Company.objects.get(name_en="Shiro Optics Ltd.").corporate_number == NUMBER


def test_candidates_and_searches_find_it_for_the_entitled_alone(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    asked = (
        f"{API}/candidates/?name=Kuroi+Optics+Inc.&corporate_number={NUMBER}",
        f"{API}/candidates/?name=Shiro&lei={LEI}",
        f"{API}/companies/?corporate_number={NUMBER}",
        f"{API}/companies/?q=Kuroi",
    )
    for address in asked:
        for client in (key_of(digital_agency), key_of(meti, "read")):
            assert client.get(address).json()["results"] == [], address
        found = key_of(meti).get(address).json()["results"]
        assert [each["id"] for each in found] == [str(company.pk)], address


def test_the_number_of_queries_is_that_of_a_number_that_nobody_has(
    company: Party, person: Party, digital_agency: GovernmentBody
) -> None:
    client = key_of(digital_agency)
    client.get(f"{API}/rulebook/")  # what is read once by a process is read now

    def queries(address: str, content: Any) -> int:
        with CaptureQueriesContext(connection) as made:
            sent(client, address, content)
        return len(made)

    for address in ("precheck/", "partnerships/"):
        for number, content in enumerate((NUMBER, FREE_NUMBER)):
            sent(client, address, {**naming(name=OPEN_NAME), "reference": f"W-{number}-{content}"})
    for address in ("precheck/", "partnerships/"):
        known = {**naming(name={"en": "Aoi Glass Ltd."}, corporate_number=NUMBER), "reference": f"A-{address}"}
        free = {**naming(name={"en": "Midori Tin Ltd."}, corporate_number=FREE_NUMBER), "reference": f"B-{address}"}
        assert queries(address, known) == queries(address, free)


def test_restricted_cases_of_one_body_share_it(company: Party, meti: GovernmentBody) -> None:
    answer = sent(
        key_of(meti), "partnerships/", restricted(reference="SECRET-8", people=[], officials=[], statements=[])
    )
    assert answer.status_code == 201
    assert answer.json()["parties"]["kuroi"] == str(company.pk)


def test_restricted_cases_of_two_bodies_do_not(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    content = {**naming(name=OPEN_NAME, corporate_number=NUMBER), "secrecy": "defence"}
    answer = sent(key_of(digital_agency), "partnerships/", content)
    assert answer.status_code == 201
    assert answer.json()["parties"]["hikari"] != str(company.pk)
    assert traces(answer.content.decode(), company) == []
    match_same_numbers()
    assert not IdentityLead.objects.exists(), "no one body could decide it, and one name would be told to the other"


def test_an_open_case_that_is_closed_later_leaves_its_number_to_others(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    opened = restricted(secrecy="none")
    assessed(opened)
    first = Party.objects.get(corporate_number=NUMBER)
    assessed(restricted(revision=2))
    answer = sent(key_of(digital_agency), "partnerships/", naming(name=OPEN_NAME, corporate_number=NUMBER))
    assert answer.status_code == 201
    assert answer.json()["parties"]["hikari"] != str(first.pk)
    assert officer_of(digital_agency).get(f"/companies/{first.pk}/").status_code == 404


@pytest.fixture
def two(company: Party, digital_agency: GovernmentBody) -> tuple[Party, Party]:
    """Return the party of the restricted case, and the open one with its number; they became a possible match."""
    sent(key_of(digital_agency), "partnerships/", naming(name=OPEN_NAME, corporate_number=NUMBER))
    match_same_numbers()
    return company, Company.objects.get(corporate_number=NUMBER, name_en="Shiro Optics Ltd.")


def test_the_two_become_a_possible_match_that_the_entitled_see(
    two: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    lead = IdentityLead.objects.get()
    assert (lead.party_id, lead.candidate_id, lead.body_id) == (two[0].pk, two[1].pk, meti.pk)
    assert (lead.score, lead.reasons) == (100, ["same_number"])
    match_same_numbers()
    assert IdentityLead.objects.count() == 1
    for client, seen in (
        (officer_of(meti, right=True), True),
        (officer_of(meti), False),
        (officer_of(digital_agency, right=True), False),
    ):
        assert client.get(f"/leads/{lead.pk}/").status_code == (200 if seen else 404)
        assert [each["id"] for each in client.get(f"{API}/leads/").json()["results"]] == ([lead.pk] if seen else [])


def listed_by(client: Client) -> None:
    """State in another body's open case that the company with the number is on the Entity List."""
    listing = {"kind": "listing", "company": "hikari", "list": "us_entity_list", "from": "2026-01-10"}
    document = naming(name=OPEN_NAME, corporate_number=NUMBER)
    sent(client, "partnerships/", {**document, "statements": [*document["statements"], listing]})


def outcome_now(first: Assessment, code: str) -> str:
    """Return the outcome of a rule for the partnership of an assessment, as it is known now."""
    request_again([first.partnership_id], Trigger.ON_DEMAND)
    return outcomes_of(finish_here(first.partnership.assessments.newest_first()[0]))[code].outcome


def test_the_restricted_case_is_assessed_on_what_others_state_of_its_number(
    hidden: Assessment, digital_agency: GovernmentBody
) -> None:
    assert outcome_now(hidden, "LIT-11") != "flagged"
    listed_by(key_of(digital_agency))
    assert outcome_now(hidden, "LIT-11") == "flagged"
    own = Assessment.objects.filter(partnership__submitted_by=digital_agency).latest("requested_at")
    finish_here(own)
    assert "Kuroi" not in str(result_json(own)), "the other body learns nothing of the restricted case"


def test_once_a_person_said_that_they_are_two_it_is_not(
    hidden: Assessment, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    listed_by(key_of(digital_agency))
    match_same_numbers()
    entitled = Account.objects.create_user("entitled", role=Role.OFFICER, body=meti, reads_secret=True)
    decide_lead(IdentityLead.objects.get(), same=False, reason="A number that was given away.", account=entitled)
    assert outcome_now(hidden, "LIT-11") != "flagged"


def test_registering_the_number_takes_no_step_for_the_restricted_case(
    hidden: Assessment, digital_agency: GovernmentBody
) -> None:
    listed_by(key_of(digital_agency))
    assert not hidden.partnership.assessments.exclude(pk=hidden.pk).exists()


def test_once_confirmed_nobody_else_learns_of_it(
    two: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    closed, opened = two
    entitled = officer_of(meti, right=True)
    before = Assessment.objects.filter(partnership__submitted_by=digital_agency).count()
    officer = Account.objects.get(body=meti)
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


def test_opening_the_case_opens_the_party_and_the_match(
    two: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    closed, _opened = two
    assessed(restricted(revision=2, secrecy="none"))
    outside = officer_of(digital_agency)
    assert outside.get(f"/companies/{closed.pk}/").status_code == 200
    assert officer_of(meti).get(f"/leads/{IdentityLead.objects.get().pk}/").status_code == 200


def test_a_party_that_an_open_case_of_the_entitled_names_is_everybodys(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    answer = sent(key_of(meti), "partnerships/", naming("METI", corporate_number=NUMBER))
    assert answer.json()["parties"]["hikari"] == str(company.pk)
    company.refresh_from_db()
    assert not company.confined
    other = sent(key_of(digital_agency), "partnerships/", naming(corporate_number=NUMBER))
    assert other.json()["parties"]["hikari"] == str(company.pk)


def test_a_party_that_others_were_merged_into_gives_way_when_it_is_closed(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    assessed(restricted(secrecy="none"))
    root = Party.objects.get(corporate_number=NUMBER)
    register_partnership(check_document(naming(name=OPEN_NAME)), account=None, way="file")
    other = Company.objects.get(name_en="Shiro Optics Ltd.")
    Party.objects.filter(pk=other.pk).update(same_as=root)
    assessed(restricted(revision=2))
    root.refresh_from_db()
    other.refresh_from_db()
    assert (root.same_as_id, other.same_as_id) == (other.pk, None)
    assert officer_of(digital_agency).get(f"/companies/{other.pk}/").status_code == 200


def test_a_call_of_a_restricted_case_is_unknown_to_others(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    assessed(restricted(statements=[{"kind": "call", "key": "c", "body": "METI"}]))
    rows: Any = table_of("call")
    lineage = str(rows.objects.get().lineage)
    client = key_of(digital_agency)
    for address in ("precheck/", "partnerships/"):
        answers = []
        for text in (lineage, FREE_ID):
            stated = {"kind": "bid", "company": "hikari", "call": text}
            answer = sent(client, address, {**naming(name=OPEN_NAME), "statements": [stated]})
            assert answer.status_code == 422
            answers.append(str(answer.json()["errors"]).replace(text, "ID"))
        assert answers[0] == answers[1]
