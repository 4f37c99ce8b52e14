"""The look in a real browser: dark pages have the contrast of light ones, and Japanese breaks between phrases."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from institutions.models import Account, Partnership
from rules.models import Finding, Notice, NoticeKind
from tests.rules.web.pages.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPER = "() => getComputedStyle(document.documentElement).backgroundColor"
WHITE, DARK = "rgb(255, 255, 255)", "rgb(26, 26, 26)"
OPEN_ALL = "() => document.querySelectorAll('main details').forEach(each => { each.open = true; })"
TOO_LONG = """() => [...document.querySelectorAll(".fits")]
    .filter(each => each.scrollWidth > each.clientWidth).map(each => each.ariaLabel)"""
WITHOUT_PHRASES = """const known = CSS.supports.bind(CSS);
CSS.supports = (...asked) => asked[1] !== 'auto-phrase' && known(...asked);"""


def test_every_pair_of_colours_holds_in_the_dark(open_page: OpenPage, case: Partnership) -> None:
    page = open_page()
    page.emulate_media(color_scheme="dark")
    finding = Finding.objects.get(code="COI-01")
    addresses = ("/", "/dashboard/", "/findings/", "/rulebook/COI-01/", "/exports/", "/leads/")
    of_case = (f"/partnerships/{case.pk}/", f"/partnerships/{case.pk}/case/", f"/findings/{finding.pk}/")
    for address in (*addresses, *of_case):
        page.goto(address)
        assert page.evaluate(PAPER) == DARK, address
        page.evaluate(OPEN_ALL)
        found = Axe().run(page, options={"runOnly": ["color-contrast", "link-in-text-block"]})
        assert not found.violations_count, (address, found.generate_report())


def test_a_choice_changes_the_page_at_once_and_keeps_what_is_typed(open_page: OpenPage, case: Partnership) -> None:
    page = open_page()
    page.goto("/partnerships/")
    typed = page.locator("main input").first
    typed.fill("Magnets")
    with page.expect_response("**/appearance/"):
        page.get_by_role("button", name="Dark").click()
        assert page.evaluate(PAPER) == DARK, "before the server has answered"
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect(typed).to_have_value("Magnets")
    page.reload()
    assert page.evaluate(PAPER) == DARK, "the choice is kept"
    page.emulate_media(media="print")
    assert page.evaluate(PAPER) == WHITE, "paper stays white"


def test_without_a_script_the_page_comes_back_in_the_chosen_colours(open_page: OpenPage) -> None:
    page = open_page(scripts=False)
    page.goto("/rulebook/?q=holding")
    page.get_by_role("button", name="Dark").click()
    page.wait_for_url("**/rulebook/?q=holding")
    assert page.evaluate(PAPER) == DARK


def test_the_head_of_a_long_list_stays_in_sight_and_the_list_fits(open_page: OpenPage, case: Partnership) -> None:
    for language in ("en", "ja"):
        page = open_page(width=1024, language=language)
        page.goto("/rulebook/")
        assert page.evaluate(TOO_LONG) == []
        page.locator("tbody tr").nth(12).evaluate("each => each.scrollIntoView({block: 'start'})")
        head = page.locator("thead th").first.bounding_box()
        assert head
        assert head["y"] == pytest.approx(0, abs=1)
        for width, address in (
            (1024, "/dashboard/"),
            (1200, "/dashboard/"),
            (1200, "/findings/"),
            (1024, "/partnerships/"),
        ):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            assert page.evaluate(TOO_LONG) == [], (width, address, language)


def test_a_rulebook_in_japanese_is_read_on_a_telephone_without_scrolling_sideways(open_page: OpenPage) -> None:
    page = open_page(width=390, language="ja")
    page.goto("/rulebook/")
    page.locator("details.narrow > summary").first.click()
    frame = page.locator(".table-wrap").first
    assert frame.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
    titles = page.locator("td.lead-cell")
    assert {box["width"] > 250 for box in (each.bounding_box() for each in titles.all()[:5]) if box} == {True}
    assert page.get_by_role("columnheader").count() % 6 == 0


def breaks(page: Page) -> int:
    """Return how many places the first heading may break at, beside those of the browser."""
    return int(page.evaluate("() => document.querySelector('h1').textContent.split('\\u200b').length - 1"))


def test_a_browser_that_knows_no_phrases_breaks_headings_by_budoux(open_page: OpenPage) -> None:
    page = open_page(language="ja")
    page.goto("/rulebook/COI-01/")
    assert breaks(page) == 0
    page.add_init_script(WITHOUT_PHRASES)
    page.reload()
    expect(page.locator("h1")).to_contain_text("\u200b")
    assert breaks(page) >= 2


def test_the_head_of_a_page_is_one_row_on_a_telephone_whatever_is_unread(open_page: OpenPage, officer: Account) -> None:
    Notice.objects.bulk_create(
        Notice(account=officer, kind=NoticeKind.ACCOUNT_CHANGED, matter=f"test:{each}") for each in range(12)
    )
    for language in ("en", "ja"):
        page = open_page(width=390, language=language)
        page.goto("/rulebook/")
        head = page.locator(".site-head").bounding_box()
        assert head
        assert head["height"] < 60, language
        assert "12" in page.locator(".menu summary").inner_text()
