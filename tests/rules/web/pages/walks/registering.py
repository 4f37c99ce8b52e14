"""An officer registers an example, or a case of their own, and reads what the rulebook asks about it."""

from typing import Any

from playwright.sync_api import Page, expect

from institutions.models import GovernmentBody, Partnership, Submission
from rules.assessing.waiting import finish_here
from rules.models import Assessment
from tests.documents import example, small
from tests.rules.web.pages.filling import fill_by_keyboard
from tests.rules.web.pages.keyboard import press
from tests.rules.web.pages.walks.stage import Stage, officer_of, open_menu

Json = dict[str, Any]  # Any: a document
TABLES = ("companies", "people", "participants", "officials", "statements", "sources")
FOUND = {"hikari_magnetics": {"COI-01", "COL-01", "COL-02", "COL-14", "LIT-12"}}
HOLDS = {"en": "Sato Haruka holds 6.2%", "ja": "6.2%"}


def register_hikari(stage: Stage) -> None:
    """Register the negotiated contract, and see its findings come without a further key: the worst one first."""
    register_example(stage, "hikari_magnetics")


def register_open_call(stage: Stage) -> None:
    """Register the open call with several bids."""
    register_example(stage, "open_call")


def register_cloud(stage: Stage) -> None:
    """Register the open call with one bid."""
    register_example(stage, "digital_agency_cloud")


def register_example(stage: Stage, name: str) -> None:
    """Register an example as an officer of the body that submits it; everything it says is stored."""
    document = example(name)
    officer_of(document["submitted_by"])
    with stage.signed_in("officer") as page:
        fill_by_keyboard(page, document)
        stored = Submission.objects.get().document
        assert stored["reference"] == document["reference"]
        for table in TABLES:
            assert len(stored.get(table, [])) == len(document.get(table, [])), table
        see_findings(page, FOUND.get(name, set()))
        if name in FOUND:
            expect(page.locator("article.card").first).to_contain_text(HOLDS[stage.language])
            expect(page.locator("article.card .tag").first).to_have_class("tag critical")


def see_findings(page: Page, codes: set[str]) -> None:
    """Finish the assessment: the page that waits for it shows its findings by itself."""
    finish_here(Assessment.objects.get())
    expect(page.locator("#assessment")).to_have_attribute("aria-busy", "false")
    shown = " ".join(page.locator(".finding-row .rule-link").all_text_contents())
    assert [code for code in codes if code not in shown] == []


def own_case() -> Json:
    """Return a negotiated contract on no ground, whose deciding official holds shares of the partner.

    COI-01 is critical; COL-02 and COL-05 ask about the choice of the partner.
    """
    selection = {"method": "negotiated", "object": "goods", "legal_ground": None}
    return small(
        reference="T-WALK",
        selection=selection,
        value_yen=900_000_000,
        assess_as_of="2026-06-20",
        officials=[{"person": "sato", "role": "decision_maker"}],
        companies=[{"key": "hikari", "name": {"en": "Hikari Magnetics (fictional)"}}],
        people=[{"key": "sato", "name": {"en": "Sato Haruka"}}],
        statements=[
            {"kind": "declaration", "person": "sato", "on": "2026-04-01"},
            {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"},
        ],
    )


def register_own_case(stage: Stage) -> Partnership:
    """Register the own case as METI's officer, who signs out at the end."""
    GovernmentBody.objects.filter(code="METI").update(gpa_class="central")
    officer_of("METI")
    with stage.signed_in("officer") as page:
        fill_by_keyboard(page, own_case())
        see_findings(page, {"COI-01", "COL-02", "COL-05"})
        open_menu(page)
        press(page, "Sign out")
    return Partnership.objects.get(reference="T-WALK")
