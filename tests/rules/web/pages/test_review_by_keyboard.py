"""A partnership on its way from the form to a cleared case, by two people who touch no mouse.

In English on a desk, in Japanese on a telephone.
"""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, GovernmentBody, Partnership, Role
from institutions.values.text_lists import join_texts
from rules.assessing.waiting import finish_here
from rules.models import Assessment, CaseState
from tests.documents import small
from tests.rules.review.casework.building import reviewer, soon, view_of
from tests.rules.web.pages.conftest import Watched
from tests.rules.web.pages.filling import fill_by_keyboard
from tests.rules.web.pages.keyboard import (
    follow,
    go_to,
    language_of,
    press,
    said,
    to_content,
    unfold,
    write,
    write_next,
)

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("digital_agency")]

PASSPHRASE = "three fictional lamps"  # noqa: S105 - of accounts that live as long as this test
SIGNATURE = "counsel"
CALLED = {
    "en": {"hikari": "Hikari Magnetics (fictional)", "kita": "Kita Motors (fictional)", "sato": "Sato Haruka"},
    "ja": {"hikari": "Aozora Denki (fictional)", "kita": "Minami Jidosha (fictional)", "sato": "Mori Ken"},
}


def without_competition(reference: str, called: dict[str, str]) -> dict[str, Any]:
    """Return a negotiated contract over every limit, on no ground: COL-02 and COL-05 ask about it.

    `called` has the names of its parties by key: of a name that the register knows, the form asks who is meant.
    """
    selection = {"method": "negotiated", "object": "goods", "legal_ground": None}
    document = small(
        reference=reference, selection=selection, value_yen=900_000_000, assess_as_of="2026-06-20", statements=[]
    )
    for party in (*document["companies"], *document["people"]):
        party["name"] = {"en": called[party["key"]]}
    return document


def test_a_case_is_registered_reviewed_and_cleared_by_keyboard_alone_in_both_languages(
    browser: Browser, live_server: LiveServer, meti: GovernmentBody
) -> None:
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")
    Account.objects.create_user("officer", PASSPHRASE, role=Role.OFFICER, body=meti)
    reviewer("counsel", password=PASSPHRASE)
    watched = Watched(live_server.url.removeprefix("http://"))
    for language, width in (("en", 1280), ("ja", 390)):
        context = browser.new_context(
            base_url=live_server.url, locale=language, viewport={"width": width, "height": 844}
        )
        page = context.new_page()
        watched.watch(page)
        register(page, f"T-{language}", language)
        case = Partnership.objects.get(reference=f"T-{language}")
        finish_here(Assessment.objects.get(partnership=case))
        review(page, case)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert view_of(case).case.state == CaseState.CLEARED_WITH_CONDITIONS
        context.close()
    assert watched.foreign == []
    assert watched.complaints == []


def sign_in(page: Page, name: str) -> None:
    """Give name and password on the page that anybody is sent to first."""
    page.goto("/sign-in/")
    write(page, {"login": name, "password": PASSPHRASE})
    press(page, "Sign in")


def register(page: Page, reference: str, language: str) -> None:
    """Propose the partnership as METI's officer, and sign out."""
    sign_in(page, "officer")
    expect(page.locator("html")).to_have_attribute("lang", language)
    fill_by_keyboard(page, without_competition(reference, CALLED[language]))
    open_menu(page)
    press(page, "Sign out")


def open_menu(page: Page) -> None:
    """Unfold the menu of the site, where the page is as narrow as a telephone."""
    if page.locator("details.menu > summary").is_visible():
        go_to(page, "SUMMARY", lambda text: text.startswith(said(page, "Menu")))
        page.keyboard.press("Space")


def review(page: Page, case: Partnership) -> None:
    """Accept the case as counsel, be screened and assigned, decide the findings, and clear the case."""
    sign_in(page, "counsel")
    follow(page, {"en": "Magnets", "ja": "磁石"}[case.reference[2:]])
    follow(page, said(page, "Review"))
    act(page, "Accept the case")
    write(page, {"reviewer": str(Account.objects.get(username="counsel").pk)})
    press(page, "Check for ties and assign")
    write(page, {"signature": SIGNATURE})
    press(page, "Sign the declaration")
    act(page, "Start the review")
    decide(page, "COL-02", {"decided": "dismissed", "reason": "No other maker exists.", "ends_on": soon().isoformat()})
    measure = {"text": "The price is compared.", "owner": "Budget division", "due_on": soon().isoformat()}
    measured = {f"measure-0-{name}": text for name, text in measure.items()}
    decide(page, "COL-05", {"decided": "mitigated", "reason": "A comparison follows.", **measured})
    lacking: dict[str, list[str]] = {}
    for rule in view_of(case).unaddressed:
        lacking.setdefault(rule.lacking, []).append(rule.outcome.code)
    for codes in lacking.values():
        code = join_texts(codes, "ja" if language_of(page) == "ja" else "en")
        to_content(page)
        unfold(page, "Acknowledge %(code)s", code=code)
        write_next(page, "reason", "Asked for, and not needed for this case.")
        press(page, "Acknowledge %(code)s", code=code)
    act(page, "Clear the case with conditions", reason="Everything is answered.")
    expect(page.locator("main").get_by_text("Everything is answered.").first).to_be_visible()


def act(page: Page, label: str, *, reason: str = "") -> None:
    """Unfold an act of the case and do it."""
    to_content(page)
    unfold(page, label)
    if reason:
        write_next(page, "reason", reason)
    press(page, label)


def decide(page: Page, code: str, answers: dict[str, str]) -> None:
    """Open a finding from its case, decide it, and go back to the case."""
    to_content(page)
    follow(page, code)
    to_content(page)
    write(page, answers)
    press(page, "Save the decision")
    to_content(page)
    follow(page, said(page, "Review"))
