"""The dashboard in a browser: what waits comes first, tables are folded, a sponsor is chosen by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from institutions.models import Partnership
from tests.documents import small
from tests.rules.review.casework.building import registered
from tests.rules.web.pages.conftest import OpenPage

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 360, 800  # pixels of a telephone
SCREENS = 5  # a page that is read on the way, and not a book
LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])


def bottom(part: Locator) -> float:
    """Return where an element of the page ends, in pixels from above."""
    box = part.bounding_box()
    assert box
    return box["y"] + box["height"]


def height(page: Page) -> int:
    """Return the length of the page in pixels."""
    found: int = page.evaluate("() => document.documentElement.scrollHeight")
    return found


@LANGUAGES
def test_a_telephone_shows_what_waits_and_four_figures_on_the_first_screen_and_a_few_screens_in_all(
    case: Partnership, open_page: OpenPage, language: str
) -> None:
    page = open_page(width=WIDTH, scripts=False, language=language)
    page.goto("/dashboard/")
    waits = page.locator("section.waits")
    assert waits.get_by_role("link").count() == 1, "data is missing"
    assert bottom(waits) < bottom(page.locator(".tiles")) < HEIGHT
    assert page.locator("main table:visible").count() == 0
    assert page.locator("main figure svg[role=img]:visible").count() == 5
    assert height(page) <= SCREENS * HEIGHT
    waits.get_by_role("link").first.click()
    page.wait_for_url("**/partnerships/?todo=*")


@LANGUAGES
def test_a_desk_shows_every_table_but_the_longest_one(case: Partnership, open_page: OpenPage, language: str) -> None:
    page = open_page(language=language)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/dashboard/")
    assert page.locator("main table:visible").count() == 7
    assert height(page) <= 5 * 800
    page.locator("#rules ~ * summary").click()
    expect(page.locator("main table").nth(5)).to_be_visible()


def test_links_at_the_top_lead_to_each_part_on_a_telephone(case: Partnership, open_page: OpenPage) -> None:
    page = open_page(width=WIDTH, scripts=False, language="ja")
    page.goto("/dashboard/")
    page.locator("#contents > summary").click()
    links = page.get_by_role("navigation", name="このページの内容").get_by_role("link").all()
    assert len(links) == 8
    assert page.locator("main table").count() == 8, "the figures at the top are no table"
    for link in links:
        title = link.inner_text()
        link.click()
        expect(page.get_by_role("heading", level=2, name=title, exact=True)).to_be_in_viewport()
    for summary in page.locator(".figures-part summary").all()[1:]:
        summary.click()
    assert page.locator("main table:visible").count() == 8
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
    expect(page.locator("main table").last).to_be_visible()
    page.locator("#concentration_by_sponsor ~ * summary").click()
    page.get_by_role("link", name="Ministry of Economy, Trade and Industry").last.click()
    page.wait_for_url("**/dashboard/?sponsor=METI#concentration")
    expect(page.locator("#concentration")).to_contain_text("Economy")
