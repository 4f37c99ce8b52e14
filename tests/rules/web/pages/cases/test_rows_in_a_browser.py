"""Rows of findings in a browser: they open without scripts, the address keeps them, and keys lead through them."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, Partnership
from tests.rules.review.casework.building import finding_of, under_review
from tests.rules.web.pages.conftest import OpenPage, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("meti", "digital_agency"),
]

SCREEN = 800  # pixels
FOCUSED = "() => document.activeElement.closest('.finding-row')?.id"


def test_rows_open_in_place_and_the_address_keeps_them(
    open_page: OpenPage, live_server: LiveServer, case: Partnership
) -> None:
    address = f"/partnerships/{case.pk}/"
    codes = {code: finding_of(case, code).match.finding_id for code in ("COI-01", "COL-01")}
    plain = open_page(scripts=False, width=1280)
    plain.goto(address)
    assert plain.evaluate("document.documentElement.scrollHeight") <= 2 * SCREEN, "two screens until a row is opened"
    evidence = plain.locator(f"#COI-01-{codes['COI-01']} .finding-body")
    expect(evidence).to_be_hidden()
    plain.locator(f"#COI-01-{codes['COI-01']} summary").first.click()
    expect(evidence).to_be_visible()
    page = open_page(width=390)
    page.goto(address)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == f"COL-01-{codes['COL-01']}"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}?open={codes['COL-01']}")
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == f"COI-01-{codes['COI-01']}"
    page.reload()
    expect(page.locator("details[data-finding][open]")).to_have_count(1)
    page.locator("form.language button").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("details[data-finding][open]")).to_have_count(1)


def test_a_choice_shows_its_fields_alone_and_keys_can_be_turned_off(
    open_page: OpenPage, live_server: LiveServer, case: Partnership, first: Account
) -> None:
    under_review(case, first)
    page = open_page(width=1280)
    sign_in(page.context, first, live_server.url)
    page.goto(f"/findings/{finding_of(case, 'COL-01').match.finding_id}/")
    fields = {name: page.locator(f"#{name}") for name in ("ends_on", "measure-0-text", "asked_of")}
    for each in fields.values():
        expect(each).to_be_hidden()
    page.keyboard.press("d")
    assert page.evaluate("() => document.activeElement.name") == "decided"
    for choice, shown in (("dismissed", "ends_on"), ("mitigated", "measure-0-text"), ("more_information", "asked_of")):
        page.locator(f"#decided-{choice}").check()
        for name, each in fields.items():
            expect(each).to_be_visible() if name == shown else expect(each).to_be_hidden()
    page.locator("#reason").focus()
    page.keyboard.type("jkd?")
    expect(page.locator("#reason")).to_have_value("jkd?")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keys-used")).to_be_visible()
    page.locator("#keys-used").uncheck()
    here = page.url
    page.keyboard.press("j")
    assert page.url == here
    page.locator("#keys-used").check()
    page.keyboard.press("j")
    page.wait_for_url(f"**/findings/{finding_of(case, 'COL-02').match.finding_id}/")
