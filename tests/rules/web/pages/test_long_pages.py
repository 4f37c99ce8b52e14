"""The longest pages are a few screens on a telephone until something is opened, and as they were on a desk."""

from typing import Final

import pytest
from playwright.sync_api import expect

from institutions.models import Partnership
from tests.rules.web.pages.conftest import OpenPage

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 390, 844  # pixels of a telephone
# At most so many screens, with a case of nine findings.
SCREENS: Final = {"/rulebook/": 2, "/glossary/": 2, "/findings/": 3, "graph/": 4, "case/": 6, "": 4}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_page_is_a_few_screens_on_a_telephone(case: Partnership, open_page: OpenPage, language: str) -> None:
    page = open_page(width=WIDTH, language=language, scripts=False)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    too_long = {}
    for name, most in SCREENS.items():
        page.goto(name if name.startswith("/") else f"/partnerships/{case.pk}/{name}")
        screens = page.evaluate("() => document.documentElement.scrollHeight") / HEIGHT
        if screens > most:
            too_long[name] = screens
        assert page.evaluate("() => document.documentElement.scrollWidth") <= WIDTH
    assert too_long == {}


@pytest.mark.parametrize("path", ["/rulebook/?q=turns", "/rulebook/?family=collusion", "/glossary/?q=finding"])
def test_a_search_shows_what_it_finds_on_a_telephone(open_page: OpenPage, path: str) -> None:
    page = open_page(width=WIDTH, scripts=False)
    page.goto(path)
    expect(page.locator("main tbody tr").first).to_be_visible()


def test_the_tables_of_a_picture_are_cards_on_a_telephone_and_tables_on_a_desk(
    case: Partnership, open_page: OpenPage
) -> None:
    page = open_page(width=WIDTH, scripts=False)
    page.goto(f"/partnerships/{case.pk}/graph/")
    tables = page.locator("main table")
    assert [each.is_visible() for each in tables.all()] == [False, False]
    for summary in page.locator("details.narrow > summary").all():
        summary.click()
    for frame in page.locator(".table-wrap").all():
        assert frame.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
    assert page.get_by_role("columnheader").count() == 8
    page.goto(f"/partnerships/{case.pk}/graph/")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert [each.is_visible() for each in tables.all()] == [True, True]
