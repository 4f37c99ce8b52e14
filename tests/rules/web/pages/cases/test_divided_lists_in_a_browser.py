"""A list in parts in a browser: the address keeps the part and the rows that are open, also those of other parts."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from benchmarks.many_findings import case_of_many_findings
from institutions.models import Partnership
from institutions.web import divided_list
from tests.rules.web.pages.cases.test_divided_lists import A_PART, in_order
from tests.rules.web.pages.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]
OPEN = "details[data-finding][open]"


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, live_server: LiveServer, meti: object) -> Partnership:
    """Return a case of a hundred findings, whose lists come in parts of thirty."""
    monkeypatch.setattr(divided_list, "A_PART", A_PART)
    return case_of_many_findings()


def test_the_address_keeps_rows_of_every_part_and_the_part_itself(open_page: OpenPage, many: Partnership) -> None:
    every, address = in_order(many), f"/partnerships/{many.pk}/"
    first, second, later = every[0], every[A_PART + 1], every[A_PART + 2]
    page = open_page(width=1280)
    page.goto(f"{address}?open={second},{first}")
    expect(page.locator(OPEN)).to_have_attribute("data-finding", str(second))
    page.locator(f'details[data-finding="{later}"] > summary').click()
    page.wait_for_url(f"**{address}?findings=2&open={second},{later},{first}")
    page.locator(f'details[data-finding="{second}"] > summary').click()
    page.wait_for_url(f"**{address}?findings=2&open={later},{first}")
    page.reload()
    expect(page.locator(OPEN)).to_have_attribute("data-finding", str(later))
    page.get_by_role("navigation", name="Pages of findings").get_by_role("link", name="Previous").click()
    expect(page.locator(OPEN)).to_have_attribute("data-finding", str(first))
