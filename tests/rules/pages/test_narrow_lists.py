"""On a telephone the first case of a list stands before the filters unfold; where there is room they show."""

import pytest
from playwright.sync_api import expect

from tests.rules.casework.building import registered
from tests.rules.pages.conftest import OpenPage

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
