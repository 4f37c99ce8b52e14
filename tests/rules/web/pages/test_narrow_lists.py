"""On a telephone the first case of a list stands before the filters unfold; where there is room they show."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from institutions.models import Account
from tests.rules.review.casework.building import registered
from tests.rules.web.pages.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("meti", "digital_agency")]


@pytest.mark.parametrize("path", ["/partnerships/", "/findings/"])
def test_filters_are_folded_on_a_telephone_and_show_on_a_desk_without_javascript(
    open_page: OpenPage, path: str
) -> None:
    registered()
    page = open_page(scripts=False)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(path)
    form = page.locator("main form.filters").first
    expect(form).not_to_be_visible()
    row = page.locator("main tbody th a").first.bounding_box()
    assert row
    assert row["y"] < 800
    page.locator("details.narrow > summary").click()
    expect(form).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    page.goto(path)
    page.set_viewport_size({"width": 1200, "height": 800})
    expect(form).to_be_visible()
    expect(page.locator("details.narrow > summary")).not_to_be_visible()


CELLS = ["Worst finding", "Still to do", "Due"]
CELLS_JA = ["最も重い指摘事項", "残っている作業", "期限"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("path", ["/", "/partnerships/"])
def test_on_a_telephone_what_is_to_do_is_read_without_scrolling_sideways(
    open_page: OpenPage, officer: Account, path: str, language: str
) -> None:
    registered(account=officer)
    page = open_page(width=360, language=language)
    page.goto(path)
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/rows{path.replace('/', '.')}{language}.png")
    card = page.locator("main tbody tr").first
    tops = [row["y"] for row in [card.locator("th").bounding_box()] if row]
    for label in CELLS_JA if language == "ja" else CELLS:
        cell = card.locator(f"td[data-label='{label}']").bounding_box()
        assert cell, label
        assert cell["x"] >= 0
        assert cell["x"] + cell["width"] <= 360
        assert cell["y"] + cell["height"] <= 900
        tops.append(cell["y"])
    tops += [row["y"] for row in [card.locator("td.later").first.bounding_box()] if row]
    assert len(tops) == 5
    assert tops == sorted(tops), "what there is to do stands before what is only good to know"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    frame = page.locator(".table-wrap").first
    assert frame.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
    # Who listens to the page still hears a table, with its headings.
    assert page.get_by_role("columnheader").count() == 7
    assert page.get_by_role("cell").count() % 6 == 0
    assert page.get_by_role("row").count() >= 2
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
