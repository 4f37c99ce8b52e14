"""The way of two reviewers from a submitted case to a cleared one, over its pages; what it takes is counted."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from playwright.sync_api import Page, Request

from benchmarks.case_of_findings import MeasuredCase

REASON: Final = "Looked at the register and at the file; the answer is on record."


class ClearingWalk:
    """Two reviewers with a page each. `lost`: pages after an act that begin at the head again."""

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
        self.press(first, "Accept and assign me")
        self.sign(first, self.case.reviewers[0].username)
        self.press(first, "Start the review")
        second.goto(self.address)
        second.locator("#reviewer").select_option(str(self.case.reviewers[1].pk))
        self.press(second, "Check for ties and assign")
        self.sign(second, self.case.reviewers[1].username)
        for page in self.pages:
            page.locator("main a[rel=next]").click()
            while page.locator("#decided").count():
                self.decide(page)
        self.acknowledge(first)
        first.locator("summary", has_text="Clear the case").first.click()
        self.write(first, "#reason-clear")
        self.press(first, "Clear the case")

    def sign(self, page: Page, name: str) -> None:
        """Sign that the reviewer has no tie."""
        page.locator("#signature").fill(name)
        self.press(page, "Sign the declaration")

    def decide(self, page: Page) -> None:
        """Dismiss the finding on the page, with all that may share its reason; the next page is what waits then."""
        before = page.url
        page.locator("#decided-dismissed").check()
        page.locator("#ends_on").fill((timezone.localdate() + timedelta(days=90)).isoformat())
        self.write(page, "#reason")
        others = page.locator("details", has=page.locator('input[name="also"]'))
        if others.count():
            others.locator("summary").click()
            for box in others.locator('input[name="also"]').all():
                box.check()
        for box in page.locator('fieldset > p > input[name="also"]:visible').all():
            box.check()
        self.press(page, "Save the decision")
        self.lost += page.url == before

    def acknowledge(self, page: Page) -> None:
        """Acknowledge what could not be assessed: together, then one by one what may be critical."""
        several = page.locator("details.several")
        if several.count():
            several.locator("summary").click()
            self.write(page, "#reason-several")
            self.press(page, "Acknowledge the ticked items")
        while page.locator('textarea[id^="reason-gap-"]').count():
            card = page.locator("li.card", has=page.locator('textarea[id^="reason-gap-"]')).first
            card.locator("summary").click()
            self.write(page, 'textarea[id^="reason-gap-"] >> nth=0')
            card.locator("form button").click()
            page.wait_for_load_state()
            self.lost += "#" not in page.url

    def write(self, page: Page, field: str) -> None:
        """Write a reason."""
        page.locator(field).fill(REASON)
        self.reasons += 1

    def press(self, page: Page, label: str) -> None:
        """Press a button that sends a form, and wait for the page after it."""
        page.get_by_role("button", name=label, exact=True).click()
        page.wait_for_load_state()
