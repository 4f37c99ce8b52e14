"""A duplicate is found, its effect is read, it is merged, and the merge is undone."""

from playwright.sync_api import Page, expect

from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import IdentityLead, LeadState
from tests.documents import small
from tests.rules.web.pages.keyboard import follow, press, said, to_content, write
from tests.rules.web.pages.register.test_leads import second
from tests.rules.web.pages.test_match_preview import assess_all
from tests.rules.web.pages.walks.stage import Stage, by_menu, officer_of

REASON = "The same seat and the same president in the registry."


def merge_a_duplicate(stage: Stage) -> None:
    """Merge two companies of METI's cases as its officer, who looks first at what is assessed again."""
    register_partnership(check_document(small()), account=None, way="file")
    second("T-2", address="南浜市港町1-2-3")
    assess_all()
    search_waiting()
    lead = IdentityLead.objects.get()
    officer_of("METI")
    with stage.signed_in("officer") as page:
        by_menu(page, "data", "Possible matches")
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


def decide(page: Page, button: str) -> None:
    """Write the reason and press a button of the page."""
    to_content(page)
    write(page, {"reason": REASON})
    press(page, button)
