"""Suggestions while an officer types: parties of the draft, bodies and companies of the register."""

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Company, FormDraft
from tests.documents import small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """A draft that names a company and a person, beside a register that has another proposal's."""
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
    """The options that are answered."""
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
