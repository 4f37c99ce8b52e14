"""A planner in a browser drafts an Economic Security Agency, compares it with another idea, and takes it along."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, Role
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed
from tests.rules.web.pages.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTS = ("NSS-ECON", "METI-TESB", "CAO-ESPO")


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Page:
    """Return a page of a planner, on the seeded register; no script is needed."""
    store_seed(read_folder())
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, accept_downloads=True)
    sign_in(context, Account.objects.create_user("planner", role=Role.PLANNER), live_server.url)
    page = context.new_page()
    page.set_default_timeout(120_000)  # milliseconds: a report is set in a process of its own
    return page


def add(page: Page, act: str, **fields: str) -> None:
    """Add an act of a kind with its fields, from the page of the draft."""
    page.get_by_label("Add an act").select_option(act)
    page.get_by_role("button", name="Add", exact=True).click()
    for name, value in fields.items():
        field = page.locator(f"#{name.replace('_', '-')}")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name="Save the act").click()


def test_an_agency_is_drafted_compared_with_another_idea_and_exported(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Reference").fill("ESA")
    page.get_by_label("Title in English").fill("An Economic Security Agency")
    page.get_by_label("Title in Japanese").fill("経済安全保障庁")
    page.get_by_label("First day").fill("2027-04-01")
    page.get_by_role("button", name="Begin the draft").click()
    add(page, "found", key="esa", code="ESA", name_en="Economic Security Agency", name_ja="経済安全保障庁",
        kind="external_bureau", parent="CAO")  # fmt: skip
    add(page, "merge", bodies_0="NSS-ECON", bodies_1="METI-TESB", bodies_2="CAO-ESPO", into="esa")
    draft = page.url
    page.get_by_role("link", name="See what it would do").click()
    after = page.locator("section", has=page.get_by_role("heading", name="After", exact=True))
    assert "Economic Security Agency" in after.inner_text()
    body = page.get_by_role("cell", name="Body", exact=True)
    assert page.locator("tr.change-ended", has=body).count() == len(PARTS)
    assert "Findings that appear" in page.content()
    assert "INS-05" in page.content()  # no law carries the draft

    page.goto("/reorganisations/")
    other = {
        "reference": "DA-ALL",
        "title": {"en": "All to the Digital Agency", "ja": "デジタル庁への集約"},
        "on": "2027-04-01",
        "basis": {"law": None, "note": "for comparison"},
        "acts": [{"act": "merge", "bodies": list(PARTS), "into": "DA"}],
    }
    page.get_by_label("Document").fill(json.dumps(other, ensure_ascii=False))
    page.get_by_role("button", name="Store the document").click()
    page.get_by_role("link", name="Compare").click()
    for title in ("An Economic Security Agency", "All to the Digital Agency"):
        page.get_by_label(title).check()
    page.get_by_role("button", name="Compare").click()
    heads = page.get_by_role("table", name="Findings with each draft").locator("thead th").all_inner_texts()
    assert sorted(heads[1:]) == ["All to the Digital Agency", "An Economic Security Agency"]

    page.goto(draft)
    for link, begins in (("Document (JSON)", b"{"), ("Report in Japanese (PDF)", b"%PDF")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=link).click()
        assert Path(waiting.value.path()).read_bytes().startswith(begins)
