"""Officers, reviewers and a case, and a browser that reports requests to other hosts and errors of its console."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, GovernmentBody, Partnership, Role
from tests.conftest import agency_of_digital_affairs, ministry_of_economy
from tests.rules.review.casework.building import registered, reviewer
from tests.rules.review.casework.naming import named
from tests.sharing import shared

# Debian's browser without windows takes a quarter less of a processor for the same pages.
BROWSERS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# htmx logs each failed request twice: as afterRequest and by its kind. A request that is cut off since its page is left
# is a failure to htmx alone.
LEFT = ("htmx:afterRequest", "htmx:sendAbort")


@pytest.fixture(autouse=True)
def without_broker(no_broker: None) -> None:
    """Let each test finish its assessments itself."""


def signed_in(account: Account) -> Client:
    """Return a client signed in with this account."""
    client = Client()
    client.force_login(account)
    return client


def officer_of_meti() -> Account:
    """Return the officer, made unless the tests of a module share one."""
    found = Account.objects.filter(username="officer").first()
    return found or Account.objects.create_user(
        "officer", "a long pass phrase", role=Role.OFFICER, body=ministry_of_economy()
    )


def case_of_meti() -> Partnership:
    """Register the case of the officer, and assess it."""
    agency_of_digital_affairs()
    return registered(account=officer_of_meti())


shared_case = shared("case", case_of_meti, home=__name__)


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    """Return an officer of METI."""
    return officer_of_meti()


@pytest.fixture
def client(officer: Account) -> Client:
    """Return the client of METI's officer, signed in."""
    return signed_in(officer)


@pytest.fixture
def case(shared_case: UUID | None, officer: Account, digital_agency: GovernmentBody) -> Partnership:
    """Return an assessed case of METI."""
    return Partnership.objects.get(pk=shared_case) if shared_case else case_of_meti()


@pytest.fixture
def first(db: None) -> Account:
    """Return a reviewer."""
    return reviewer("first")


@pytest.fixture
def second(db: None) -> Account:
    """Return a second reviewer."""
    return reviewer("second")


@pytest.fixture
def sato(case: Partnership) -> Account:
    """Return the account of the official whom the case names."""
    return named(case)


@dataclass
class Watched:
    """The requests of a browser to other hosts, and the errors of its console."""

    host: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note every request to another host, every error of the console and of scripts."""
        page.on("request", lambda request: self.asked(request.url))
        page.on("console", self.printed)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def printed(self, said: ConsoleMessage) -> None:
        """Note a complaint of the console, but for a request of htmx that ended because its page was left."""
        if said.type in ("error", "warning") and not said.text.startswith(LEFT):
            self.complaints.append(said.text)

    def asked(self, url: str) -> None:
        """Note a request that leaves the host."""
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != self.host:
            self.foreign.append(url)


OpenPage = Callable[..., Page]


USUAL_PATIENCE = 20_000  # milliseconds of an expectation: playwright's own five seconds pass on a busy machine


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Yield Debian's chromium, started once for the tests of a file."""
    found_at = next((each for each in BROWSERS if each.exists()), None)
    if found_at is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is missing: apt-get install chromium")
        pytest.skip("chromium is missing: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        # The driver keeps an event loop in this thread, where Django would refuse the test's own queries.
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=USUAL_PATIENCE)
        found = playwright.chromium.launch(executable_path=found_at, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def browser(chromium: Browser, live_server: LiveServer) -> Iterator[Browser]:
    """Yield the browser; its windows, with cookies and other storage, end with the test."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer, officer: Account) -> Iterator[OpenPage]:
    """Yield a function that opens pages as METI's officer; at the end check for foreign requests and console errors."""
    watched, contexts = Watched(urlsplit(live_server.url).netloc), []

    def opened(*, width: int = 1200, language: str = "en", scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        sign_in(context, officer, live_server.url)
        page = context.new_page()
        watched.watch(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watched.foreign == []
    assert watched.complaints == []


def sign_in(context: BrowserContext, account: Account, address: str) -> None:
    """Give the browser a session of the account."""
    client = Client()
    client.force_login(account)
    session = client.session
    assert isinstance(session, SessionStore)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": address}])
