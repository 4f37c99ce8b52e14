"""Suggestions while an officer types: parties of the draft, bodies and companies of the register."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Company, FormDraft, GovernmentBody, Person, Role
from tests.documents import small
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a draft that names a company and a person, beside a register that has another proposal's."""
    register_partnership(check_document(small()), account=None, way="file")
    client.post("/propose/")
    draft = FormDraft.objects.get()
    parties = {
        "companies": [{"key": "umi", "name": {"en": "Umi Cloud Inc.", "ja": "海クラウド"}}],
        "people": [{"key": "tanaka", "name": {"en": "Tanaka Rei"}}],
    }
    draft.store({**draft.document, **parties}, version=draft.version, step="parties")
    return draft


def suggested(client: Client, draft: FormDraft, looks_for: str, typed: str, language: str = "en") -> str:
    """Return the options that are answered."""
    answer = client.get(f"/propose/{draft.pk}/lookup/{looks_for}/", {"q": typed}, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_body_is_found_by_its_code_and_named_in_the_readers_language(client: Client, draft: FormDraft) -> None:
    assert 'data-value="DA" data-name="Digital Agency (DA)"' in suggested(client, draft, "body", "da")
    assert 'data-value="DA" data-name="デジタル庁（DA）"' in suggested(client, draft, "body", "da", "ja")


def test_a_company_of_the_register_is_found_by_part_of_its_name(client: Client, draft: FormDraft) -> None:
    hikari = Company.objects.get(name_en__startswith="Hikari")
    for typed in ("magnet", "ヒカリ", "ﾋｶﾘ"):
        assert f'data-value="{hikari.pk}" data-name="Hikari Magnetics Co., Ltd."' in suggested(
            client, draft, "company", typed
        )


def test_a_party_of_the_draft_comes_by_its_key_and_a_person_of_the_register_never(
    client: Client, draft: FormDraft
) -> None:
    assert 'data-value="umi" data-name="Umi Cloud Inc."' in suggested(client, draft, "party", "cloud")
    assert 'data-value="tanaka" data-name="Tanaka Rei"' in suggested(client, draft, "party", "tanaka")
    assert "role" not in suggested(client, draft, "party", "sato")


def test_an_input_that_takes_a_body_is_offered_no_company(client: Client, draft: FormDraft) -> None:
    assert 'data-value="umi"' in suggested(client, draft, "party-body-company", "cloud")
    for looks_for in ("party-body", "body"):
        assert "role" not in suggested(client, draft, looks_for, "cloud")
    page = client.get(f"/propose/{draft.pk}/proposal/").content.decode()
    assert f'data-lookup="/propose/{draft.pk}/lookup/party-body/" ' in page[page.index('id="f-sponsor"') :]


@pytest.mark.parametrize("typed", ["", " ", "\0", "%", "<b>", "x" * 5000])
def test_odd_input_suggests_nothing(client: Client, draft: FormDraft, typed: str) -> None:
    for looks_for in ("company", "body"):
        assert "role" not in suggested(client, draft, looks_for, typed)


def test_the_id_of_a_person_is_looked_for_among_those_whom_the_officer_may_see(
    client: Client, draft: FormDraft, digital_agency: GovernmentBody
) -> None:
    sato = Person.objects.get(name_en="Sato Haruka")
    shown = 'data-value="{}" data-name="{}"'
    assert shown.format(sato.pk, "Sato Haruka") in suggested(client, draft, "person", "sato")
    assert shown.format(sato.pk, "佐藤 遥") in suggested(client, draft, "person", "佐藤", "ja")
    page = client.get(f"/propose/{draft.pk}/parties/").content.decode()
    assert f'data-lookup="/propose/{draft.pk}/lookup/person/"' in page
    other = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    other.post("/propose/")
    theirs = FormDraft.objects.exclude(pk=draft.pk).get()
    assert "role" not in suggested(other, theirs, "person", "sato")
    theirs.store({"people": [{"key": "p", "id": str(sato.pk)}]}, version=theirs.version, step="parties")
    assert "Sato" not in other.get(f"/propose/{theirs.pk}/parties/").content.decode()
    draft.store({"people": [{"key": "p", "id": str(sato.pk)}]}, version=draft.version, step="parties")
    page = client.get(f"/propose/{draft.pk}/parties/").content.decode()
    assert 'name="/people/0/id" value="Sato Haruka"' in page
    assert "<summary>1: Sato Haruka</summary>" in page


def test_the_id_of_a_body_is_looked_for_among_the_bodies_of_the_register(client: Client, draft: FormDraft) -> None:
    body = GovernmentBody.objects.get(code="DA")
    for typed in ("DA", "da"):
        assert f'data-value="{body.pk}" data-name="Digital Agency (DA)"' in suggested(
            client, draft, "registered-body", typed
        )
    draft.store({"bodies": [{"key": "b", "id": str(body.pk)}]}, version=draft.version, step="parties")
    page = client.get(f"/propose/{draft.pk}/parties/").content.decode()
    assert 'name="/bodies/0/id" value="Digital Agency (DA)"' in page
    assert f'name="/bodies/0/id~chosen" value="{body.pk}"' in page


@pytest.mark.parametrize(
    ("table", "language", "said"),
    [
        ("companies", "en", "No company of the register is chosen."),
        ("people", "en", "No person of the register is chosen."),
        ("bodies", "en", "No government body of the register is chosen."),
        ("people", "ja", "登録簿の人が選択されていません。"),
        ("bodies", "ja", "登録簿の政府機関が選択されていません。"),
    ],
)
def test_what_is_typed_and_not_chosen_is_answered_by_the_kind_of_party(
    client: Client, draft: FormDraft, table: str, language: str, said: str
) -> None:
    posted = {f"/{table}/0/id": "zzz", "version": draft.version, "action": "next"}
    answer = client.post(f"/propose/{draft.pk}/parties/", posted, headers={"Accept-Language": language})
    page = answer.content.decode()
    assert said in page
    assert page.count("No company of the register is chosen.") == (2 if table == "companies" else 0)


def test_people_of_one_name_are_told_apart_by_post_and_body_or_by_their_id(
    client: Client, draft: FormDraft, officer: Account, digital_agency: GovernmentBody
) -> None:
    people = [{"key": key, "name": {"en": "Abe Ren", "ja": "阿部 蓮"}} for key in ("posted", "graded", "one", "other")]
    posts: list[dict[str, str]] = [
        {"kind": "appointment", "person": "posted", "body": "METI", "post": "Head of the magnet section"},
        {"kind": "appointment", "person": "graded", "body": "DA", "grade": "division_director"},
        {"kind": "appointment", "person": "one", "body": "DA", "grade": "staff", "until": "2020-03-31"},
    ]
    document = small(reference="P-2", people=people, statements=posts)
    register_partnership(check_document(document), account=officer, way="file")
    shown = suggested(client, draft, "person", "abe ren")
    assert 'data-name="Abe Ren (Head of the magnet section, Ministry of Economy, Trade and Industry)"' in shown
    assert 'data-name="Abe Ren (Division director, Digital Agency)"' in shown
    without = [each for each in Person.objects.filter(name_en="Abe Ren") if f'(id {str(each.pk)[:8]}…)"' in shown]
    assert len(without) == 2, "a post that is over tells nobody who is meant now"
    japanese = suggested(client, draft, "person", "阿部", "ja")
    assert 'data-name="阿部 蓮（デジタル庁 課長級）"' in japanese
    assert japanese.count("（ID ") == 2 * 2, "in the data and in the text of an option"


def test_a_post_that_another_body_stated_is_not_told(
    client: Client, draft: FormDraft, officer: Account, digital_agency: GovernmentBody
) -> None:
    sato = Person.objects.get(name_en="Sato Haruka")
    theirs = Account.objects.create_user("theirs", role=Role.OFFICER, body=digital_agency)
    post = {"kind": "appointment", "person": "sato", "body": "DA", "post": "Secret keeper"}
    document = small(
        reference="P-3", submitted_by="DA", people=[{"key": "sato", "id": str(sato.pk)}], statements=[post]
    )
    register_partnership(check_document(document), account=theirs, way="file")
    shown = suggested(client, draft, "person", "sato")
    assert "Sato Haruka" in shown
    assert "Secret keeper" not in shown


def test_companies_without_a_number_and_parties_of_the_draft_are_told_apart_too(
    client: Client, draft: FormDraft
) -> None:
    for place in range(2):
        companies = [*small()["companies"], {"key": "works", "name": {"en": "Nijo Works"}}]
        document = small(reference=f"P-{place}", companies=companies)
        register_partnership(check_document(document), account=None, way="file")
    works = Company.objects.filter(name_en="Nijo Works")
    shown = suggested(client, draft, "company", "nijo works")
    assert all(f'data-name="Nijo Works (id {str(each.pk)[:8]}…)"' in shown for each in works)
    assert len(works) == 2
    rows = [{"key": key, "name": {"en": "Nijo Cloud"}} for key in ("nijo", "nijo-2")]
    draft.store({**draft.document, "companies": rows}, version=draft.version, step="parties")
    shown = suggested(client, draft, "party", "nijo cloud")
    assert 'data-name="Nijo Cloud (nijo)"' in shown
    assert 'data-name="Nijo Cloud (nijo-2)"' in shown


def test_a_suggestion_says_in_which_cases_it_is_named_as_far_as_the_officer_may_see_them(
    client: Client, draft: FormDraft, digital_agency: GovernmentBody, officer: Account
) -> None:
    hikari = Company.objects.get(name_en__startswith="Hikari")
    first = "Named in 1 case: " + small()["reference"]
    assert first in suggested(client, draft, "company", "hikari")
    companies = [{"key": "hikari", "id": str(hikari.pk)}]
    for place in range(2):
        document = small(reference=f"P-{place}", companies=companies)
        register_partnership(check_document(document), account=officer, way="file")
    restricted = small(reference="P-9", companies=companies, secrecy="defence")
    theirs = Account.objects.create_user("theirs", role=Role.OFFICER, body=digital_agency, reads_secret=True)
    register_partnership(check_document({**restricted, "submitted_by": "DA"}), account=theirs, way="file")
    said = "Named in 3 cases, first in " + small()["reference"]
    with CaptureQueriesContext(connection) as queries:
        assert said in suggested(client, draft, "company", "hikari")
    assert len(queries) <= 12
    assert "3件の案件に記載あり（最初は" in suggested(client, draft, "company", "hikari", "ja")
