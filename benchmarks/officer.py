"""The work of an officer who registers five cases through the form, counted in a browser: values, clicks and pages.

What the form has filled in already is not counted. Signing in is not counted either. The table of the form as it was
before is printed first, and the aim for a proposal with ten facts last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Locator, Page, expect, sync_playwright

from benchmarks.figures import print_heading
from benchmarks.officer_cases import AIMED_AT, BEFORE, MOST_PAGES, MOST_TYPED, officer_cases
from benchmarks.officer_walk import register_case
from benchmarks.registrations import served_port
from institutions.models import Account, GovernmentBody, Role

CHROMIUM: Final = "/usr/bin/chromium"
MOST_MILLISECONDS: Final = 120_000  # for one act; nothing is timed, and the machine may be busy


@dataclass
class CountedPage:
    """A page of the browser on which everything that the officer does is counted."""

    page: Page
    typed: int = 0
    chosen: int = 0
    denied: int = 0  # of the chosen: questions answered with no
    clicks: int = 0
    pages: int = 0

    def open(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)
        self.pages += 1

    def write(self, name: str, text: str, *, within: Locator | None = None) -> None:
        """Write or choose in the input of this name, unless it says so already."""
        given = (within or self.page.locator("main")).locator(f'[name="{name}"]').first
        self.unfold(given)
        kind = given.evaluate("each => each.tagName === 'SELECT' ? 'select' : each.type")
        if kind == "radio":
            given = (within or self.page.locator("main")).locator(f'[name="{name}"][value="{text}"]')
            if not given.is_checked():
                given.check()
                self.chosen += 1
                self.denied += text == "no"
        elif text not in (given.input_value(), self.chosen_in(name)):
            if kind == "select":
                given.select_option(text)
                self.chosen += 1
            else:
                given.fill(text)
                self.typed += 1
                if given.get_attribute("data-lookup"):
                    self.take_suggestion(given, text)

    def take_suggestion(self, given: Locator, text: str) -> None:
        """Choose the party of this name among the suggestions, if there is one."""
        given.press("ArrowDown")  # looks at once, whatever became of the look after the last letter
        expect(self.page.locator(f"#{given.get_attribute('id')}-found")).not_to_be_empty(timeout=MOST_MILLISECONDS)
        named = given.locator("xpath=..").locator(f'[role=option][data-name^="{text}"]')
        if named.count():
            named.first.click()
            self.clicks += 1

    def chosen_in(self, name: str) -> str:
        """Return the code, key or id of what an input shows by its name; empty for another input."""
        hidden = self.page.locator(f'[name="{name}~chosen"]')
        return hidden.input_value() if hidden.count() else ""

    def unfold(self, given: Locator) -> None:
        """Open the rows in which an input is folded away."""
        while not given.is_visible():
            if (
                given.locator("xpath=ancestor::*[@data-methods]").count()
                and not self.page.locator("#every").is_checked()
            ):
                self.page.locator("#every").check()
                self.clicks += 1
                continue
            closed = given.locator("xpath=ancestor::details[not(@open)]").first
            closed.locator("> summary").click()
            self.clicks += 1

    def press(self, button: Locator) -> None:
        """Press what leads to a page, and wait for its load: a form that saves itself tells of steps of its own."""
        with self.page.expect_event("load"):
            button.click()
        self.clicks += 1
        self.pages += 1


def main() -> None:
    """Register the cases one after the other and print the table of what each took."""
    print_heading("Registering five cases through the form, before")
    print_rows(("case", "values typed", "values chosen", "clicks", "pages"), BEFORE)
    print_heading("The same, now")
    counts: dict[str, tuple[int, ...]] = {}
    call_command("collectstatic", interactive=False, verbosity=0)
    cases = officer_cases()
    # Before the browser starts: its driver keeps an event loop in this thread, where Django refuses queries.
    sessions = {body: session_of(body) for body in {each["submitted_by"] for each in cases.values()}}
    with served_port() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, document in cases.items():
            context = browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="en")
            key, address = sessions[document["submitted_by"]], f"http://127.0.0.1:{port}"
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
            context.set_default_timeout(MOST_MILLISECONDS)
            counted = CountedPage(context.new_page())
            register_case(counted, document)
            context.close()
            counts[name] = (counted.typed, counted.chosen, counted.denied, counted.clicks, counted.pages)
        browser.close()
    print_rows(("case", "values typed", "values chosen", "of them no", "clicks", "pages"), counts)
    typed, *_others, pages = counts[AIMED_AT]
    reached = "reached" if typed <= MOST_TYPED and pages <= MOST_PAGES else "NOT reached"
    print(
        f"{AIMED_AT}: {typed} values typed of at most {MOST_TYPED}, {pages} pages of at most {MOST_PAGES}: {reached}."
    )


def print_rows(heads: Sequence[str], rows: Mapping[str, tuple[int, ...]]) -> None:
    """Print a table with the sums of its columns."""
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for name, figures in (*rows.items(), ("all", tuple(map(sum, zip(*rows.values(), strict=True))))):
        print(f"| {name} | {' | '.join(map(str, figures))} |")


def session_of(body: str) -> str:
    """Return the key of a session of an officer of a body."""
    of_body = GovernmentBody.objects.get(code=body)
    officer = Account.objects.create_user(f"counted-{body}", role=Role.OFFICER, body=of_body)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer)
    session = client.session
    assert isinstance(session, SessionStore)
    return str(session.session_key)
