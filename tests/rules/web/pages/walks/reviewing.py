"""Two reviewers take a case from its registration to its clearance: what is critical needs the second of them."""

import re

from playwright.sync_api import Page, expect

from institutions.models import Partnership
from institutions.values.text_lists import join_texts
from rules.models import CaseState, Finding, Severity
from tests.rules.review.casework.building import reviewer, soon, view_of
from tests.rules.web.pages.keyboard import (
    follow,
    language_of,
    press,
    said,
    to_content,
    unfold,
    write,
    write_next,
)
from tests.rules.web.pages.walks.registering import register_own_case
from tests.rules.web.pages.walks.stage import PASSPHRASE, Stage

TITLE = {"en": "Magnets", "ja": "磁石"}
DISMISSED = {"decided": "dismissed", "reason": "Looked at the file and at the register of shares."}
MEASURE = {"text": "The price is compared.", "owner": "Budget division"}


def review_with_a_second_person(stage: Stage) -> None:
    """Register the own case, then let two reviewers decide it and one of them clear it."""
    partnership = register_own_case(stage)
    reviewer("counsel", password=PASSPHRASE)
    other = reviewer("notary", password=PASSPHRASE)
    with stage.signed_in("counsel") as page:
        open_case(page)
        press(page, "Accept and assign me")
        sign(page, "counsel")
        press(page, "Start the review")
        decide_what_waits(page)
        acknowledge_gaps(page, partnership)
    standings = {each.match.finding.code: each.settled for each in view_of(partnership).findings}
    assert standings == {"COI-01": False, "COL-02": True, "COL-05": True}, "one person settles no critical finding"
    with stage.signed_in("notary") as page:
        open_case(page)
        write(page, {"reviewer": str(other.pk)})
        press(page, "Check for ties and assign")
        sign(page, "notary")
        decide_what_waits(page)
        act(page, "Clear the case with conditions", reason="Everything is answered.")
        expect(page.locator("main").get_by_text("Everything is answered.").first).to_be_visible()
    view = view_of(partnership)
    assert view.case.state == CaseState.CLEARED_WITH_CONDITIONS
    critical = next(each for each in view.findings if each.match.severity == Severity.CRITICAL)
    assert {each.account.username for each in critical.in_force} == {"counsel", "notary"}


def open_case(page: Page) -> None:
    """Go from the first page to the review of the case."""
    to_content(page)
    follow(page, TITLE[language_of(page)])
    to_content(page)
    follow(page, said(page, "Review"))
    to_content(page)


def sign(page: Page, name: str) -> None:
    """Sign that there is no tie."""
    write(page, {"signature": name})
    press(page, "Sign the declaration")


def act(page: Page, label: str, *, reason: str) -> None:
    """Unfold an act of the case that asks for a reason, and do it."""
    to_content(page)
    unfold(page, label)
    write_next(page, "reason", reason)
    press(page, label)


def decide_what_waits(page: Page) -> None:
    """Decide the first finding; each decision leads to the next one that waits, and the last back to the case."""
    to_content(page)
    follow(page, next_task(page))
    while "/findings/" in page.url:
        to_content(page)
        (number,) = re.findall(r"/findings/(\d+)/", page.url)
        write(page, mitigation() if Finding.objects.get(pk=number).code == "COL-05" else dismissal())
        press(page, "Save the decision")
    assert "/case/" in page.url


def next_task(page: Page) -> str:
    """Return the words of the link to what stands next."""
    return page.locator("main a[rel=next]").first.inner_text()


def dismissal() -> dict[str, str]:
    """Return what is written to dismiss a finding."""
    return {**DISMISSED, "ends_on": soon().isoformat()}


def mitigation() -> dict[str, str]:
    """Return what is written to say that a measure takes care of a finding."""
    measures = {**MEASURE, "due_on": soon().isoformat()}
    said_of = {"decided": "mitigated", "reason": "A comparison follows."}
    return {**said_of, **{f"measure-0-{name}": text for name, text in measures.items()}}


def acknowledge_gaps(page: Page, partnership: Partnership) -> None:
    """Answer with one reason what may be answered together, then the rest one by one."""
    if page.locator("details.several").count():
        to_content(page)
        many = page.locator("details.several > summary").inner_text()
        unfold(page, many)
        write_next(page, "reason", "Asked for, and not needed for this case.")
        press(page, "Acknowledge the ticked items")
    lacking: dict[str, list[str]] = {}
    for rule in view_of(partnership).unaddressed:
        lacking.setdefault(rule.lacking, []).append(rule.outcome.code)
    for codes in lacking.values():
        code = join_texts(codes, "ja" if language_of(page) == "ja" else "en")
        to_content(page)
        unfold(page, "Acknowledge %(code)s", code=code)
        write_next(page, "reason", "Asked for, and not needed for this case.")
        press(page, "Acknowledge %(code)s", code=code)
    assert view_of(partnership).unaddressed == ()
