"""The pages of parties in a real browser: on a narrow screen, without JavaScript, on paper, in both languages."""

from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest
from playwright.sync_api import expect

from institutions.models import Party
from tests.institutions.parties.ownership.register import DAY, company, holds, stated
from tests.rules.web.pages.conftest import OpenPage
from tests.rules.web.pages.register.parties.reading import registered
from tests.rules.web.pages.test_browser import check_page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("meti")]

LONG = "Hikari Magnetics and Rare Earth Materials Development and Manufacturing Holdings Co., Ltd."


@pytest.fixture
def parties() -> dict[str, UUID]:
    """Return a company with owners three deep, a circle, ties of several kinds, a lead; and its official."""
    found = registered(
        companies=[
            {"key": "hikari", "name": {"en": LONG, "ja": "光磁性材料開発製造ホールディングス株式会社"}},
            {"key": "kita", "name": {"en": "Kita Materials Inc.", "ja": "北マテリアル株式会社"}},
        ],
        statements=[
            {"kind": "shareholding", "holder": "kita", "company": "hikari", "share_bp": 4000, "from": "2021-04-01"},
            {"kind": "shareholding", "holder": "hikari", "company": "kita", "from": "2021-04-01"},
            {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620},
            {"kind": "appointment", "person": "sato", "body": "METI", "post": "Director", "from": "2024-04-01"},
            {"kind": "directorship", "person": "sato", "company": "kita", "post": "Auditor", "confidence": "claim"},
        ],
    )
    registered(reference="T-2", companies=[{"key": "hikari", "name": {"en": LONG}}], people=[], statements=[])
    oya = company("Oya Holdings", name_ja="大矢ホールディングス", country="US")
    holds(oya, Party.objects.get(pk=found["kita"]), 5000, from_on=date(2020, 4, 1))
    stated("listing", company=oya, list="other", from_on=date(2025, 1, 1))
    return found


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_page_is_wider_than_a_telephone_and_every_input_has_a_label(
    open_page: OpenPage, parties: dict[str, UUID], language: str
) -> None:
    page = open_page(width=360, language=language)
    one, sato = f"/companies/{parties['hikari']}/", f"/people/{parties['sato']}/"
    paths = [
        "/companies/",
        "/people/?q=sato",
        f"{one}?on={DAY}",
        f"{one}owners/",
        f"{one}holdings/",
        f"{one}ties/shareholding/",
        f"{one}partnerships/",
        f"{one}connections/?to=METI",
        sato,
        f"{sato}connections/?to={parties['kita']}",
    ]
    for path in paths:
        page.goto(path)
        check_page(page, path, language)
        levels = page.locator("main :is(h1, h2, h3, h4)").evaluate_all("all => all.map(each => +each.tagName[1])")
        steps = [after - before for before, after in pairwise(levels)]
        assert levels[0] == 1, path
        assert max(steps, default=0) <= 1, (path, levels)


def test_an_officer_goes_from_a_name_to_its_owners_and_to_what_connects_them_without_javascript(
    open_page: OpenPage, parties: dict[str, UUID]
) -> None:
    page = open_page(scripts=False)
    page.goto("/partnerships/")
    page.locator(".site-nav summary", has_text="Register").click()
    page.get_by_role("link", name="Companies").click()
    page.get_by_label("Name, corporate number or LEI").fill("kita materials")
    page.get_by_label("Name, corporate number or LEI").press("Enter")
    page.get_by_role("link", name="Kita Materials Inc.").click()
    page.get_by_label("Check the day").fill("2020-06-01")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("ul.tree")).to_contain_text("Oya Holdings")
    expect(page.locator("ul.tree")).not_to_contain_text(LONG)
    page.get_by_label("Another party: name, number, code or id").fill("METI")
    page.get_by_role("button", name="Show the connection").click()
    expect(page.get_by_text("no chain of at most 6 links connects them")).to_be_visible()
    page.get_by_label("Check the day").fill("2026-06-20")
    page.get_by_role("button", name="Show the connection").click()
    expect(page.get_by_text("The shortest chain has 2 links on 20 June 2026")).to_be_visible()
    page.get_by_role("link", name="Sato Haruka").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sato Haruka")


def test_on_paper_the_table_of_the_tree_stands_open_and_no_form_is_printed(
    open_page: OpenPage, parties: dict[str, UUID]
) -> None:
    page = open_page()
    page.goto(f"/companies/{parties['hikari']}/?on={DAY}")
    source = page.locator("details .source").first
    expect(source).not_to_be_visible()
    page.emulate_media(media="print")
    expect(source).to_be_visible()
    expect(page.locator("form.filters").first).not_to_be_visible()
    expect(page.locator(".site-head nav")).not_to_be_visible()
