"""A duplicate is merged by somebody who touches no mouse: in English on a desk, in Japanese on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import IdentityLead, LeadState
from tests.documents import small
from tests.rules.web.pages.conftest import OpenPage
from tests.rules.web.pages.keyboard import follow, press, said, to_content, write
from tests.rules.web.pages.register.test_leads import second
from tests.rules.web.pages.test_match_preview import assess_all

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("meti", "no_broker")]
REASON = "The same seat and the same president in the registry."


@pytest.fixture
def lead(transactional_db: None) -> IdentityLead:
    register_partnership(check_document(small()), account=None, way="file")
    second("T-2", address="南浜市港町1-2-3")
    assess_all()
    return IdentityLead.objects.get()


def test_a_match_is_found_previewed_confirmed_and_reversed_by_keyboard_alone_in_both_languages(
    open_page: OpenPage, lead: IdentityLead
) -> None:
    for language, width in (("en", 1280), ("ja", 390)):
        page = open_page(width=width, language=language)
        page.goto("/leads/")
        to_content(page)
        follow(page, "㈱ヒカリ磁性")
        to_content(page)
        follow(page, said(page, "Which partnerships are assessed again"))
        expect(page.locator("main")).to_contain_text("T-2")
        to_content(page)
        follow(page, said(page, "Back to the possible match"))
        decide(page, "They are the same party")
        lead.refresh_from_db()
        assert (lead.state, lead.reason) == (LeadState.CONFIRMED, REASON)
        expect(page.locator("main")).to_contain_text(said(page, "Confirmed: the same party"))
        decide(page, "Reverse it")
        lead.refresh_from_db()
        assert lead.state == LeadState.OPEN
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def decide(page: Page, button: str) -> None:
    """Write the reason and press a button of the page."""
    to_content(page)
    write(page, {"reason": REASON})
    press(page, button)
