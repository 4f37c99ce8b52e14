"""A choice in the form is shown by its name and number; its code or id stays hidden."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Browser, Response, expect
from pytest_django.live_server_helper import LiveServer

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Company, FormDraft
from tests.documents import small
from tests.rules.web.pages.conftest import Watched, sign_in
from tests.rules.web.pages.keyboard import focused

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

NUMBER = "7000012050002"
HIKARI = f"Hikari Magnetics Co., Ltd. ({NUMBER})"
NOTHING_CHOSEN = "No company of the register is chosen. Type part of its name and choose it;"


@pytest.fixture
def hikari() -> Company:
    """Return a company that the register has from another proposal."""
    register_partnership(check_document(small()), account=None, way="file")
    company = Company.objects.get(name_en__startswith="Hikari")
    Company.objects.filter(pk=company.pk).update(corporate_number=NUMBER)
    return company


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a new draft of METI's officer."""
    client.post("/propose/")
    return FormDraft.objects.get()


def send(client: Client, draft: FormDraft, step: str = "parties", **inputs: str) -> str:
    """Return the page after a step was sent; the names of its inputs begin with the pointer."""
    draft.refresh_from_db()
    named = {f"/{name.replace('.', '/')}": text for name, text in inputs.items()}
    answer = client.post(
        f"/propose/{draft.pk}/{step}/", {**named, "version": draft.version, "action": "more"}, follow=True
    )
    draft.refresh_from_db()
    return answer.content.decode()


def shown_error(client: Client, draft: FormDraft, **inputs: str) -> str:
    """Return the page that comes back where something is to be mended."""
    named = {f"/{name.replace('.', '/')}": text for name, text in inputs.items()}
    draft.refresh_from_db()
    answer = client.post(f"/propose/{draft.pk}/parties/", {**named, "version": draft.version, "action": "next"})
    assert answer.status_code == 422
    return answer.content.decode()


def test_what_is_chosen_stands_for_its_id_while_its_name_stands_in_the_input(
    client: Client, draft: FormDraft, hikari: Company
) -> None:
    chosen = {"companies.0.id~chosen": str(hikari.pk), "companies.0.id~called": HIKARI}
    page = send(client, draft, **{"companies.0.id": HIKARI, **chosen})
    assert draft.document["companies"][0]["id"] == str(hikari.pk)
    assert f'name="/companies/0/id" value="{HIKARI}"' in page
    assert f'name="/companies/0/id~chosen" value="{hikari.pk}"' in page
    send(client, draft, **{"companies.0.id": "Kita", **chosen})
    assert draft.document["companies"][0]["id"] == "Kita", "what is typed over a name counts as typed"
    send(client, draft, **{"companies.0.id": "", "companies.0.name.en": "New Company", **chosen})
    assert "id" not in draft.document["companies"][0], "what is emptied is not chosen any more"


def test_part_of_a_name_that_nothing_was_chosen_by_is_answered_with_what_fits_and_the_remedy(
    client: Client, draft: FormDraft, hikari: Company
) -> None:
    page = shown_error(client, draft, **{"companies.0.id": "hika"})
    assert NOTHING_CHOSEN in page
    assert 'name="/companies/0/id" value="hika"' in page
    assert f'<option value="{hikari.pk}">{HIKARI}</option>' in page
    page = send(client, draft, **{"companies.0.id": "hika", "companies.0.id~meant": str(hikari.pk)})
    assert draft.document["companies"][0]["id"] == str(hikari.pk)
    assert f'name="/companies/0/id" value="{HIKARI}"' in page


@pytest.mark.parametrize(("language", "sponsor"), [("en", "Digital Agency (DA)"), ("ja", "デジタル庁（DA）")])
def test_the_check_page_names_what_was_chosen(
    client: Client, draft: FormDraft, hikari: Company, language: str, sponsor: str
) -> None:
    chosen = {"companies": [{"key": "company", "id": str(hikari.pk)}], "participants": [{"company": "company"}]}
    draft.store({**draft.document, "sponsor": "DA", **chosen}, version=draft.version, step="parties")
    page = client.get(f"/propose/{draft.pk}/check/", headers={"Accept-Language": language}).content.decode()
    assert f"<dd>{sponsor}</dd>" in page
    assert NUMBER in page
    assert str(hikari.pk) not in page
    name = {"en": "Hikari Magnetics Co., Ltd.", "ja": "ヒカリ磁性株式会社"}[language]
    assert f"<dd>{name}</dd>" in page, "the participant too"
    step = client.get(f"/propose/{draft.pk}/partners/", headers={"Accept-Language": language}).content.decode()
    assert f'name="/participants/0/company" value="{name}"' in step
    assert 'name="/participants/0/company~chosen" value="company"' in step


def test_a_party_without_a_name_is_called_as_the_register_does_and_never_by_its_key(
    client: Client, draft: FormDraft, hikari: Company
) -> None:
    parties = {
        "companies": [{"key": "company", "id": str(hikari.pk)}, {"key": "company-2", "corporate_number": NUMBER}],
        "people": [{"key": "person", "country": "JP"}],
    }
    draft.store({**draft.document, **parties}, version=draft.version, step="parties")
    japanese = {"Accept-Language": "ja"}
    page = client.get(f"/propose/{draft.pk}/parties/", headers=japanese).content.decode()
    assert [each for each in re.findall(r"<summary>(.*?)</summary>", page) if each[0].isdigit()] == [
        "1：ヒカリ磁性株式会社",
        "2：ヒカリ磁性株式会社",
        "1",
    ]
    address = f"/propose/{draft.pk}/lookup"
    found = client.get(f"{address}/party-company/", {"q": "company-2"}, headers=japanese).content.decode()
    assert 'data-value="company-2" data-name="ヒカリ磁性株式会社"' in found
    found = client.get(f"{address}/party-person/", {"q": "person"}, headers=japanese).content.decode()
    assert 'data-value="person" data-name="人 1"' in found


@pytest.mark.browser
def test_a_company_is_chosen_by_its_name_and_what_is_not_chosen_is_said_at_once(
    browser: Browser, live_server: LiveServer, officer: Account, draft: FormDraft, hikari: Company
) -> None:
    watched = Watched(live_server.url.removeprefix("http://"))
    context = browser.new_context(base_url=live_server.url, locale="en")
    sign_in(context, officer, live_server.url)
    page = context.new_page()
    watched.watch(page)

    def saves_the_choice(answer: Response) -> bool:
        return answer.request.method == "POST" and str(hikari.pk) in (answer.request.post_data or "")

    page.goto(f"/propose/{draft.pk}/parties/")
    company = page.locator('[name="/companies/0/id"]')
    while focused(page)["name"] != "/companies/0/id":
        if focused(page)["closed"]:
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    page.keyboard.type("hika")
    expect(company).to_have_attribute("aria-expanded", "true", timeout=10_000)
    page.keyboard.press("Tab")
    said = page.locator("#f-companies-0-id-chosen")
    expect(said).to_contain_text("This text matches no entry.", timeout=10_000)
    expect(page.locator("#saved")).to_contain_text(
        "Saved at", timeout=10_000
    )  # what was typed: on a busy machine first
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name=HIKARI)).to_have_attribute("aria-selected", "true", timeout=10_000)
    with page.expect_response(saves_the_choice, timeout=30_000):
        page.keyboard.press("Enter")
    expect(company).to_have_value(HIKARI)
    expect(said).to_be_empty()
    expect(page.locator('[name="/companies/0/id~chosen"]')).to_have_value(str(hikari.pk))
    draft.refresh_from_db()
    assert draft.document["companies"][0]["id"] == str(hikari.pk)
    page.keyboard.press("Control+A")
    page.keyboard.type(NUMBER)
    page.keyboard.press("Tab")
    expect(said).to_contain_text("This text matches no entry.", timeout=10_000)
    assert watched.complaints == []
    assert watched.foreign == []
    context.close()
