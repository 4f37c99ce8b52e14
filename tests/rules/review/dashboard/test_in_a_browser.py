"""The dashboard on a telephone: links lead to its tables, and a sponsor is chosen by keyboard without a script."""

import pytest
from playwright.sync_api import expect

from institutions.models import Partnership
from tests.documents import small
from tests.rules.review.casework.building import registered
from tests.rules.web.pages.conftest import OpenPage

pytestmark = pytest.mark.browser
WIDTH = 360  # pixels


def test_links_at_the_top_lead_to_each_table_on_a_telephone(case: Partnership, open_page: OpenPage) -> None:
    page = open_page(width=WIDTH, scripts=False, language="ja")
    page.goto("/dashboard/")
    contents = page.get_by_role("navigation", name="このページの内容")
    box = contents.bounding_box()
    assert box
    assert box["y"] + box["height"] < 900
    assert page.locator("main figure svg[role=img]").count() == 2
    links = contents.get_by_role("link").all()
    assert len(links) == 9
    assert page.locator("main table").count() == 8, "the figures at the top are no table"
    for link in links:
        title = link.inner_text()
        link.click()
        expect(page.get_by_role("heading", level=2, name=title, exact=True)).to_be_in_viewport()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= WIDTH


def test_a_sponsor_is_chosen_by_its_name_with_the_keyboard(case: Partnership, open_page: OpenPage) -> None:
    registered(small(reference="T-2", sponsor="DA"))
    page = open_page(width=WIDTH, scripts=False)
    page.goto("/dashboard/")
    choice = page.get_by_role("combobox", name="Sponsor")
    choice.focus()
    page.keyboard.type("Digital")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dashboard/?sponsor=DA#concentration")
    expect(page.get_by_role("combobox", name="Sponsor")).to_have_value("DA")
    expect(page.locator("#concentration")).to_have_text("Concentration of partners by domain: Digital Agency")
    page.get_by_role("link", name="Ministry of Economy, Trade and Industry").last.click()
    page.wait_for_url("**/dashboard/?sponsor=METI#concentration")
    expect(page.locator("#concentration")).to_contain_text("Economy")
