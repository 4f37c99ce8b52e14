"""The pages of a case and of a finding in a browser: on a telephone, and by keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, Partnership
from rules.models import CaseState
from rules.review.casework.act_table import Act
from tests.rules.review.casework.building import (
    acknowledge_all,
    decided,
    do,
    finding_of,
    ready,
    settle,
    soon,
    under_review,
    view_of,
)
from tests.rules.web.pages.conftest import OpenPage, sign_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_both_pages_fit_a_telephone_without_scripts(
    open_page: OpenPage, live_server: LiveServer, case: Partnership, first: Account, second: Account, language: str
) -> None:
    under_review(case, first, second)
    decided(case, "COL-01", first, "mitigated")
    page = open_page(width=360, scripts=False, language=language)
    sign_in(page.context, first, live_server.url)
    for address in (f"/partnerships/{case.pk}/case/", f"/findings/{finding_of(case, 'COI-01').match.finding_id}/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert page.locator("h1").count() == 1
        unnamed = "e => e.filter(x => x.type !== 'hidden' && !x.labels.length).length"
        assert page.eval_on_selector_all("input, textarea, select", unnamed) == 0


def press_on(page: Page, role: Any, name: str) -> None:
    """Go to a control with the keyboard and use it."""
    page.get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_case_is_decided_and_cleared_by_keyboard_alone(
    open_page: OpenPage, live_server: LiveServer, case: Partnership, first: Account, second: Account
) -> None:
    do(case, Act.TAKE_IN, first)
    for account in (first, second):
        ready(case, account)
    page = open_page()
    sign_in(page.context, first, live_server.url)
    page.goto(f"/partnerships/{case.pk}/")
    press_on(page, "link", "Review")
    press_on(page, "button", "Start the review")
    expect(page.get_by_role("status")).to_have_text("Done. It was recorded.")
    found = finding_of(case, "COL-01").match
    page.goto(f"/findings/{found.finding_id}/")
    page.get_by_label("Dismissed").focus()
    page.keyboard.press("Space")
    page.get_by_label("Reason").focus()
    page.keyboard.type("The protection ended in 2019.")
    page.locator("#ends_on").fill(soon().isoformat())
    press_on(page, "button", "Save the decision")
    expect(page.get_by_role("status")).to_have_text("Your decision was saved.")
    settle(case, first, second)
    acknowledge_all(case, first)
    page.goto(f"/partnerships/{case.pk}/case/")
    page.locator("summary", has_text="Clear the case").first.focus()
    page.keyboard.press("Enter")
    page.locator("#reason-clear").focus()
    page.keyboard.type("All is answered.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Done. It was recorded.")
    assert view_of(case).case.state == CaseState.CLEARED


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_a_telephone_a_link_leads_over_the_evidence_to_the_decision(
    open_page: OpenPage, live_server: LiveServer, case: Partnership, first: Account
) -> None:
    """On a desk the decision stands beside the evidence, and nobody needs it."""
    under_review(case, first)
    page = open_page(width=390)
    sign_in(page.context, first, live_server.url)
    page.goto(f"/findings/{finding_of(case, 'COL-01').match.finding_id}/")
    link = page.locator(".to-decision")
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.get_by_role("heading", name="Decide", exact=True)).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(link).to_be_hidden()
