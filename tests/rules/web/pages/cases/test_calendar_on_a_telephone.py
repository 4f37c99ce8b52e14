"""The calendar of a case on a telephone: each day is a card, and nothing is cut off at the edge."""

import pytest

from institutions.models import Partnership
from tests.rules.web.pages.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("meti", "digital_agency")]
CUT_OFF = """all => all.filter(each => {
    const { left, right } = each.getBoundingClientRect();
    return right - left > 1 && (left < 0 || right > innerWidth);
}).map(each => each.textContent.trim())"""


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_cell_of_the_calendar_is_cut_off(open_page: OpenPage, case: Partnership, language: str) -> None:
    page = open_page(width=390, language=language)
    page.goto(f"/partnerships/{case.pk}/calendar/")
    cells = page.locator("main tbody :is(th, td)")
    assert cells.count() > 8
    assert cells.evaluate_all(CUT_OFF) == []
