"""A secret partnership is there for those with the right alone: nothing else shows, counts or names it."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from institutions.access.callers import reader_of_bodies
from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.kinds import Reach
from institutions.models import (
    Account,
    ApiKey,
    FormDraft,
    GovernmentBody,
    IdentityLead,
    Partnership,
    Party,
    Role,
    Source,
    table_of,
)
from institutions.parties.search import find_companies
from rules.explaining.wording.origins import stating_document
from rules.models import Assessment
from rules.models.outcome_reading import outcomes_of
from tests.documents import small
from tests.policyengine.access.table import read_table
from tests.rules.assessing.test_findings import assessed

pytestmark = pytest.mark.server
API = "/api/v1"
TRACES = ("SECRET-7", "Hayabusa", "はやぶさ", "Kuroi Optics", "黒井光学", "Kuroi Jun")
SEEING = [Role.OFFICER, Role.MINISTRY_CLIENT, Role.REVIEWER, Role.RULEBOOK_EDITOR, Role.AUDITOR, Role.ADMINISTRATOR]


def secret(**changes: Any) -> dict[str, Any]:
    """Return a fictional document that is marked, with a company, a person and a holding that nothing else names."""
    return small(
        **{
            "reference": "SECRET-7",
            "title": {"en": "Hayabusa optics", "ja": "はやぶさ光学"},
            "secrecy": "defence",
            "participants": [{"company": "kuroi", "role": "lead_partner"}],
            "officials": [{"person": "jun", "role": "decision_maker"}],
            "companies": [{"key": "kuroi", "name": {"en": "Kuroi Optics Inc.", "ja": "黒井光学株式会社"}}],
            "people": [{"key": "jun", "name": {"en": "Kuroi Jun"}}],
            "statements": [
                {"kind": "exposure", "company": "kuroi", "country": "CN", "revenue_bp": 3100, "source": "told"},
                {"kind": "shareholding", "holder": "jun", "company": "kuroi", "share_bp": 620},
            ],
            "sources": [{"key": "told", "title": "Hayabusa register (fictional)"}],
            "assess_as_of": "2026-06-20",
            **changes,
        }
    )


@pytest.fixture
def hidden(meti: GovernmentBody) -> Assessment:
    """Return the assessment of a secret partnership of METI, beside an open one."""
    assessed(small(assess_as_of="2026-06-20"))
    return assessed(secret())


def client_of(role: Role, body: GovernmentBody | None = None, *, right: bool = False) -> Client:
    """Return somebody of this role, signed in."""
    client = Client()
    client.force_login(Account.objects.create_user(f"{role}-{right}", role=role, body=body, reads_secret=right))
    return client


def key_of(body: GovernmentBody, *scopes: str) -> Client:
    """Return a system of the body."""
    key, text = make_key(body, scopes=scopes or SCOPES)
    if not scopes:
        ApiKey.objects.filter(pk=key.pk).update(scopes=[])  # as keys were made before they needed scopes
    return Client(headers={"Authorization": f"Bearer {text}"})


def said_by(answer: Any, address: str) -> str:
    """Return the text of an answer, without the values in its address."""
    content: bytes = answer.getvalue() if answer.streaming else answer.content
    if "xlsx" in address and answer.status_code == 200:
        sheet = load_workbook(BytesIO(content), read_only=True).worksheets[0]
        return str(list(sheet.iter_rows(values_only=True)))
    text = content.decode()
    for asked in (address, "Hayabusa") if "q=Hayabusa" in address else (address,):
        text = text.replace(asked, "")
    return text


def places(hidden: Assessment) -> Iterator[str]:
    """Yield every address of the table that is read, filled with the secret case where it can be."""
    company = Party.objects.get(name_en="Kuroi Optics Inc.").pk
    person = Party.objects.get(name_en="Kuroi Jun").pk
    fillings: dict[str, object] = {
        "partnerships": hidden.partnership_id,
        "assessments": hidden.pk,
        "companies": company,
        "people": person,
    }
    fillings |= {"sources": Source.objects.get(title__startswith="Hayabusa").pk}
    for row in read_table().rows:
        if "GET" not in row.answers or row.section not in ("pages", "interface"):
            continue
        filled = row.address.replace("<str:code>", "COI-01").replace("<slug:code>", "COI-01")
        for name, value in fillings.items():
            filled = re.sub(rf"{name}/<\w+:pk>", f"{name}/{value}", filled)
        filled = filled.replace("<str:form>", "json")
        if "<" not in filled:
            yield f"/{filled}"
    for form in ("json", "csv", "xlsx", "ftm", "ocds"):
        yield f"{API}/exports/{form}/?what=partnerships"
    yield f"{API}/exports/csv/?what=companies"
    yield f"{API}/candidates/?name=黒井光学"
    yield f"{API}/connections/?a={company}&b=METI"
    yield f"{API}/companies/?q=Kuroi"
    yield "/partnerships/?q=Hayabusa"
    yield "/companies/?q=Kuroi"
    yield "/people/?q=Kuroi"
    yield "/exports/file/?format=csv&what=companies"
    yield "/exports/file/?format=json&what=findings"


@pytest.mark.parametrize("role", SEEING)
def test_without_the_right_no_role_finds_a_trace_of_it_anywhere(
    hidden: Assessment, meti: GovernmentBody, role: Role
) -> None:
    body = meti if role in (Role.OFFICER, Role.MINISTRY_CLIENT) else None
    client = client_of(role, body)
    looked_at = list(places(hidden))
    assert len(looked_at) > 40
    for address in looked_at:
        answer = client.get(address)
        text = said_by(answer, address)
        assert [each for each in (*TRACES, str(hidden.partnership_id)) if each in text] == [], address
    assert client.get(f"/partnerships/{hidden.partnership_id}/").status_code == 404
    assert client.get(f"{API}/assessments/{hidden.pk}/").status_code == 404


def test_what_rests_on_it_is_said_to_come_from_it_to_those_with_the_right_alone(
    hidden: Assessment, meti: GovernmentBody
) -> None:
    row = table_of("exposure").objects.get(partnership=hidden.partnership_id)
    own, with_right = (reader_of_bodies([meti.pk], kin=True, restricted=right) for right in (False, True))
    assert stating_document(row, own) == ("A submission", "")
    assert stating_document(row, with_right)[0] == "Submission SECRET-7"


def test_it_counts_nowhere(hidden: Assessment, meti: GovernmentBody) -> None:
    without, within = client_of(Role.AUDITOR), client_of(Role.AUDITOR, right=True)
    one = {each["code"]: each for each in without.get(f"{API}/rulebook/").json()["rules"]}
    two = {each["code"]: each for each in within.get(f"{API}/rulebook/").json()["rules"]}
    assert one != two
    assert sum(len(each.get(f"{API}/partnerships/").json()["results"]) for each in (without, within)) == 1 + 2


@pytest.mark.parametrize("role", SEEING)
def test_with_the_right_it_is_read_as_far_as_the_role_goes(
    hidden: Assessment, meti: GovernmentBody, digital_agency: GovernmentBody, role: Role
) -> None:
    of_a_body = role in (Role.OFFICER, Role.MINISTRY_CLIENT)
    own = client_of(role, meti if of_a_body else None, right=True)
    assert "Hayabusa" in own.get(f"/partnerships/{hidden.partnership_id}/").content.decode()
    assert "SECRET-7" in own.get(f"{API}/partnerships/").content.decode()
    assert "Kuroi Optics" in own.get(f"{API}/companies/?q=Kuroi").content.decode()
    if of_a_body:
        Account.objects.update(body=digital_agency)
        assert own.get(f"/partnerships/{hidden.partnership_id}/").status_code == 404
        assert "Kuroi" not in own.get(f"{API}/companies/?q=Kuroi").json()["results"]


def test_a_key_reads_it_without_scopes_or_with_that_scope(hidden: Assessment, meti: GovernmentBody) -> None:
    for scopes, status in (((), 200), (("read",), 404), (("read", "secret"), 200)):
        answer = key_of(meti, *scopes).get(f"{API}/partnerships/{hidden.partnership_id}/")
        assert answer.status_code == status, scopes


def test_what_it_states_serves_no_other_case(hidden: Assessment) -> None:
    for kind in ("exposure", "shareholding"):
        rows: Any = table_of(kind).objects.current().filter(partnership=hidden.partnership_id)
        assert {row.reach for row in rows} == {Reach.CASE}
    assert outcomes_of(hidden), "its own case reads it"


def test_a_revision_opens_it_and_another_one_closes_it(hidden: Assessment, meti: GovernmentBody) -> None:
    officer = client_of(Role.OFFICER, meti)
    page = f"/partnerships/{hidden.partnership_id}/"
    assessed(secret(revision=2, secrecy="none"))
    assert officer.get(page).status_code == 200
    assert "Kuroi Optics" in officer.get(f"{API}/companies/?q=Kuroi").content.decode()
    reaches: Any = table_of("exposure").objects.current().filter(partnership=hidden.partnership_id)
    assert {row.reach for row in reaches} == {Reach.REGISTER}
    assessed(secret(revision=3, secrecy="patent_preservation"))
    assert officer.get(page).status_code == 404
    assert {row.reach for row in reaches.all()} == {Reach.CASE}


def test_a_company_that_an_open_document_names_too_is_found(hidden: Assessment, meti: GovernmentBody) -> None:
    assert find_companies("黒井光学") == []
    company = Party.objects.get(name_en="Kuroi Optics Inc.")
    named = small(reference="T-9", companies=[{"key": "hikari", "id": str(company.pk)}], statements=[], people=[])
    entitled = reader_of_bodies([meti.pk], kin=True, restricted=True)
    register_partnership(check_document(named, reader=entitled), account=None, way="file")
    assert [each.id for each in find_companies("黒井光学")] == [company.pk]


def test_a_document_that_names_the_same_company_leaves_no_lead_to_it(hidden: Assessment) -> None:
    alike = [{"key": "hikari", "name": {"ja": "㈱黒井光学"}}]
    register_partnership(
        check_document(small(reference="T-8", companies=alike, statements=[], people=[])), account=None, way="file"
    )
    search_waiting()
    assert not IdentityLead.objects.filter(candidate__name_en="Kuroi Optics Inc.").exists()


def test_who_may_not_read_it_cannot_register_open_or_probe_it(hidden: Assessment, meti: GovernmentBody) -> None:
    for sender in (client_of(Role.OFFICER, meti), key_of(meti, "register")):
        answer = sender.post(f"{API}/partnerships/", secret(reference="S-9"), content_type="application/json")
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["field"] == "/secrecy"
        opened = secret(revision=2, secrecy="none")
        answer = sender.post(f"{API}/partnerships/", opened, content_type="application/json")
        assert (answer.status_code, answer.json()["differs"]) == (409, ["/reference"])
        assert "taken" in answer.json()["detail"]
    assert Partnership.objects.filter(secret=True).count() == 1
    answer = key_of(meti).post(f"{API}/partnerships/", secret(reference="S-9"), content_type="application/json")
    assert answer.status_code == 201


def test_a_precheck_is_refused_as_a_registration_is(hidden: Assessment, meti: GovernmentBody) -> None:
    """With the right name of its company a precheck would say what the case holds, with a wrong one something else."""
    senders = (client_of(Role.OFFICER, meti), key_of(meti, "register", "precheck"))
    documents = (
        secret(reference="S-9"),
        secret(revision=2, secrecy="none"),
        secret(revision=2, secrecy="none", companies=[{"key": "kuroi", "name": {"en": "Guessed Wrong Ltd."}}]),
    )
    for sender in senders:
        for content in documents:
            answers = [
                sender.post(f"{API}/{address}/", content, content_type="application/json")
                for address in ("precheck", "partnerships")
            ]
            one, other = ({**each.json(), "instance": ""} for each in answers)
            assert one == other
            assert answers[0].status_code == (403 if content["reference"] == "S-9" else 409)
    entitled = key_of(meti)
    for content in documents:
        answer = entitled.post(f"{API}/precheck/", content, content_type="application/json")
        assert answer.status_code == 200, answer.content


def test_the_form_prechecks_no_case_that_it_would_not_register(hidden: Assessment, meti: GovernmentBody) -> None:
    client = client_of(Role.OFFICER, meti)
    owner = Account.objects.get()
    for content, said in (
        (secret(reference="S-9"), "You may not see restricted partnerships"),
        (secret(revision=2, secrecy="none"), "This reference is taken"),
    ):
        draft = FormDraft.objects.create(owner=owner, document=json.loads(json.dumps(content)), step="proposal")
        shown = client.get(f"/propose/{draft.pk}/precheck/")
        assert shown.status_code == 200
        assert said in shown.content.decode()
        assert "finding" not in str(shown.context["news"])
        assert "findings" not in shown.context


def test_the_form_says_so_at_the_step_and_stores_nothing(meti: GovernmentBody) -> None:
    client = client_of(Role.OFFICER, meti)
    owner = Account.objects.get()
    draft = FormDraft.objects.create(owner=owner, document=json.loads(json.dumps(secret())), step="proposal")
    answer = client.post(f"/propose/{draft.pk}/check/", {"version": "1"})
    assert answer.status_code == 422
    assert "You may not see restricted partnerships" in answer.content.decode()
    assert not Partnership.objects.exists()
    Account.objects.update(reads_secret=True)
    assert client.post(f"/propose/{draft.pk}/check/", {"version": "1"}).status_code == 302
    assert Partnership.objects.get().secret
