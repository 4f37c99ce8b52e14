"""The way of two reviewers from a submitted case to a cleared one, over its pages; what it takes is counted."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from playwright.sync_api import Page, Request

from benchmarks.case_of_findings import MeasuredCase
from rules.review.casework.case_view import read_case

REASON: Final = "Looked at the register and at the file; the answer is on record."


class ClearingWalk:
    """Two reviewers with a page each. `lost`: pages after a form that began elsewhere than with what was acted on."""

    def __init__(self, case: MeasuredCase, pages: list[Page]) -> None:
        self.case, self.pages = case, pages
        self.forms = self.reasons = self.loaded = self.lost = 0
        for page in pages:
            page.on("request", self.count)

    def count(self, request: Request) -> None:
        """Count a form that is sent and a page that is loaded."""
        if request.is_navigation_request():
            if request.method == "POST":
                self.forms += 1
            else:
                self.loaded += 1

    @property
    def address(self) -> str:
        return f"/partnerships/{self.case.partnership.pk}/case/"

    def clear(self) -> None:
        """Accept, assign, decide, acknowledge and clear."""
        first, second = self.pages
        first.goto(self.address)
        self.open_and_press(first, "Accept the case")
        for page, account in zip(self.pages, self.case.reviewers, strict=True):
            if page is not first:
                page.goto(self.address)
            page.locator("#reviewer").select_option(str(account.pk))
            self.press(page, "Screen and assign")
            page.locator("#signature").fill(account.username)
            self.press(page, "Sign the declaration")
        first.goto(self.address)
        self.open_and_press(first, "Start the review")
        second.goto(self.address)
        for page in self.pages:
            while (found := next((each for each in self.to_decide(page)), None)) is not None:
                self.decide(page, found)
        self.acknowledge(first)
        first.goto(self.address)
        first.locator("summary", has_text="Clear the case").first.click()
        self.write(first, "#reason-clear")
        self.press(first, "Clear the case")

    def to_decide(self, page: Page) -> list[int]:
        """Return what this reviewer still has to decide: a critical finding takes both."""
        view = read_case(self.case.partnership)
        account = self.case.reviewers[self.pages.index(page)]
        return [
            each.match.finding_id
            for each in view.unsettled
            if not any(row.account_id == account.pk for row in each.standing_decisions)
        ]

    def decide(self, page: Page, finding: int) -> None:
        """Dismiss a finding from the list of the case, with a reason and a last day."""
        page.goto(self.address)
        page.locator(f'a[href="/findings/{finding}/"]').first.click()
        page.locator("#decided-dismissed").check()
        self.write(page, "#reason")
        page.locator("#ends_on").fill((timezone.localdate() + timedelta(days=90)).isoformat())
        self.press(page, "Save the decision")

    def acknowledge(self, page: Page) -> None:
        """Acknowledge what could not be assessed, card by card."""
        page.goto(self.address)
        while page.locator('textarea[id^="reason-gap-"]').count():
            card = page.locator("li.card", has=page.locator('textarea[id^="reason-gap-"]')).first
            card.locator("summary").click()
            self.write(page, '#not-assessable ~ ul textarea[id^="reason-gap-"] >> nth=0')
            card.locator("form button").click()
            page.wait_for_load_state()
            self.lost += 1  # the page begins at its head again

    def write(self, page: Page, field: str) -> None:
        """Write a reason."""
        page.locator(field).fill(REASON)
        self.reasons += 1

    def open_and_press(self, page: Page, label: str) -> None:
        """Unfold an act and do it."""
        page.locator("summary", has_text=label).first.click()
        self.press(page, label)

    def press(self, page: Page, label: str) -> None:
        """Press a button that sends a form, and wait for the page after it."""
        page.get_by_role("button", name=label, exact=True).click()
        page.wait_for_load_state()
