"""The picture of connected parties on a telephone: it moves sideways within its frame, and says so."""

import os
import re
from pathlib import Path

import pytest

from institutions.models import Partnership
from tests.rules.web.pages.cases.test_calendar_on_a_telephone import CUT_OFF
from tests.rules.web.pages.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("meti", "digital_agency")]
SAID = {"en": "large enough to read", "ja": "文字が読める大きさ"}
LEAST_PIXELS = 9  # of the height of a text that can be read


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_picture_is_moved_sideways_and_the_tables_fit(
    open_page: OpenPage, case: Partnership, language: str
) -> None:
    page = open_page(width=390, language=language)
    page.goto(f"/partnerships/{case.pk}/graph/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    frame = page.locator(".graph-frame")
    assert frame.evaluate("each => each.scrollWidth > each.clientWidth")
    assert frame.evaluate("each => { each.scrollLeft = each.scrollWidth; return each.scrollLeft > 0 }")
    heights = page.locator(".graph text").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert min(heights) >= LEAST_PIXELS
    chosen = page.locator(".graph-sizes [aria-current]")
    assert chosen.inner_text() == SAID[language]
    for each in page.locator("main details.narrow > summary").all():
        each.click()
    assert page.locator("main tbody :is(th, td)").evaluate_all(CUT_OFF) == []
    said = page.locator("#parties ~ details").first.locator("tbody").inner_text()
    assert re.search(r"[A-Z]{3}-\d\d", said)
    assert not re.search(r"\S[A-Z]{3}-\d\d", said), said
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"graph-{language}.png", full_page=True)
