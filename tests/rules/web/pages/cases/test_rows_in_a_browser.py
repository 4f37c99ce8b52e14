"""Rows of findings in a browser: they open without scripts, the address keeps them, and keys lead through them."""

import pytest
from playwright.sync_api import Locator, expect
from pytest_django.live_server_helper import LiveServer

from institutions.drafts.name_searches import search_waiting
from institutions.models import Account, Partnership
from tests.documents import example
from tests.rules.review.casework.building import finding_of, registered, under_review
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
    search_waiting()
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


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_case_of_nine_findings_takes_two_screens(open_page: OpenPage, officer: Account, language: str) -> None:
    document = example("hikari_magnetics")
    asides = [f"evaluator-{number}" for number in range(3)]
    document["people"] += [{"key": key, "name": {"en": f"Evaluator {key} (fictional)"}} for key in asides]
    document["officials"] += [{"person": key, "role": "evaluator"} for key in asides]
    for key in asides:
        document["statements"] += [
            {"kind": "declaration", "person": key, "on": document["proposed_on"]},
            {"kind": "shareholding", "holder": key, "company": "hikari", "share_bp": 300},
        ]
    with_more = registered(document, account=officer)
    search_waiting()
    page = open_page(width=1280, language=language)
    page.goto(f"/partnerships/{with_more.pk}/")
    assert page.locator(".finding-row").count() >= 9
    assert page.evaluate("document.documentElement.scrollHeight") <= 2 * SCREEN
    first, second = page.locator(".gap").nth(0), page.locator(".gap").nth(1)
    assert top_of(first) == top_of(second), "those who can supply data stand side by side"
    second.locator("summary").click()
    assert top_of(second) > top_of(first), "opened, one takes the whole width"


def top_of(element: Locator) -> float:
    """Return the distance of an element from the top of the window, in pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["y"]


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
