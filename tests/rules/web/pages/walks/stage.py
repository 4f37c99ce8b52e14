"""The stage of a walk: one language, one width, and people at a keyboard who sign in as anybody does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils import translation
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, GovernmentBody, Role
from policyengine.navigation import GROUPS
from tests.rules.web.pages.conftest import Watched
from tests.rules.web.pages.keyboard import follow, go_to, language_of, press, said, write

PASSPHRASE = "three fictional lamps"  # noqa: S105 - of accounts that live as long as a test
HEIGHT = {1280: 800, 390: 844}  # pixels, by width
PATIENCE = 120_000  # milliseconds for one act; nothing is timed, and the machine may have other work


@dataclass(frozen=True, slots=True)
class Stage:
    """A browser in a language and at a width. `watched` notes what goes elsewhere and what the console complains of."""

    browser: Browser
    server: LiveServer
    language: str
    width: int
    watched: Watched

    @contextmanager
    def signed_in(self, name: str) -> Iterator[Page]:
        """Yield a page on which somebody has given name and pass phrase; the session ends with it."""
        context = self.browser.new_context(
            base_url=self.server.url,
            locale=self.language,
            viewport={"width": self.width, "height": HEIGHT[self.width]},
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self.watched.watch(page)
        page.goto("/sign-in/")
        write(page, {"login": name, "password": PASSPHRASE})
        press(page, "Sign in")
        expect(page.locator("html")).to_have_attribute("lang", self.language)
        yield page
        assert page.evaluate("() => document.documentElement.scrollWidth") <= self.width, page.url
        context.close()


def officer_of(code: str) -> Account:
    """Make the account of an officer of a body, called `officer`."""
    body = GovernmentBody.objects.get(code=code)
    return Account.objects.create_user("officer", PASSPHRASE, role=Role.OFFICER, body=body)


def open_menu(page: Page) -> None:
    """Unfold the menu of the site, where the page is as narrow as a telephone."""
    if page.locator("details.menu > summary").is_visible():
        go_to(page, "SUMMARY", lambda text: text.startswith(said(page, "Menu")))
        page.keyboard.press("Space")


def by_menu(page: Page, group: str, english: str) -> None:
    """Follow an entry of a group of the site's menu, which is given by its name in the table of the menu."""
    open_menu(page)
    with translation.override(language_of(page)):
        label = str(next(each.label for each in GROUPS if each.name == group))
    go_to(page, "SUMMARY", lambda text: text == label)
    page.keyboard.press("Space")
    follow(page, said(page, english))
