"""Reading and clearing a case of nine findings in a browser: length, bytes, queries; forms, reasons and pages.

A page is counted in screens of 1280 x 800 and 390 x 844 pixels, each page in both languages. The case is then cleared
by two reviewers who read nothing twice: each form sent, each reason written and each page loaded is counted.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.case_of_findings import MeasuredCase, measured_case
from benchmarks.clearing_a_case import ClearingWalk
from benchmarks.figures import print_figure, print_heading
from benchmarks.pages import signed_in_client, time_requests
from benchmarks.registrations import served_port
from institutions.models import Account
from rules.models import CaseState
from rules.review.casework.case_view import read_case

CHROMIUM: Final = "/usr/bin/chromium"
SCREENS: Final = ((1280, 800), (390, 844))
LANGUAGES: Final = ("en", "ja")
MOST_REASONS: Final = 10  # the aim for a case of eight findings
PATIENCE: Final = 240_000  # milliseconds: the machine may have other work


def main() -> None:
    """Measure the pages, then clear the case."""
    if not Path(CHROMIUM).exists():
        print_heading("Reading a case: not measured, since chromium is missing (apt-get install chromium)")
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    case = measured_case()
    address = f"/partnerships/{case.partnership.pk}/"
    first_finding = read_case(case.partnership).findings[0].match.finding_id
    print_heading(f"A case of nine findings on {connection.vendor}")
    client = signed_in_client(case.reviewers[0])
    for name, path in (
        ("partnership", address),
        ("case", f"{address}case/"),
        ("finding", f"/findings/{first_finding}/"),
    ):
        milliseconds = time_requests(client, path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        print_figure(f"{name}: bytes", len(answer.content), "bytes")
        print_figure(f"{name}: queries", len(captured), "")
        print_figure(f"{name}: to answer", milliseconds, "ms")
    with served_port() as port, started_browser() as browser:
        server = f"http://127.0.0.1:{port}"
        for language in LANGUAGES:
            for width, height in SCREENS:
                page = page_of(browser, server, case.reviewers[0], language, (width, height))
                for name, path in (("partnership", address), ("case", f"{address}case/")):
                    page.goto(path)
                    pixels = page.evaluate("document.documentElement.scrollHeight")
                    print_figure(f"{name}, {language}, {width} x {height}", pixels, "px", over="screens", peer=height)
                page.context.close()
        clear(case, browser, server)


def clear(case: MeasuredCase, browser: Browser, server: str) -> None:
    """Let two reviewers clear the case, and print what it took."""
    pages = [page_of(browser, server, each, "en", SCREENS[0]) for each in case.reviewers]
    walk = ClearingWalk(case, pages)
    walk.clear()
    state = read_case(case.partnership).case.state
    if state != CaseState.CLEARED:
        message = f"The walk ended in the state {state}."
        raise RuntimeError(message)
    print_figure("to clear: forms sent", walk.forms, "")
    print_figure("to clear: reasons written", walk.reasons, f"of at most {MOST_REASONS}")
    print_figure("to clear: pages loaded", walk.loaded, "")
    print_figure("to clear: pages that lost the place", walk.lost, "")


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Yield Debian's chromium. Its driver keeps an event loop in this thread, where Django would refuse queries."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def page_of(browser: Browser, server: str, account: Account, language: str, size: tuple[int, int]) -> Page:
    """Return a page of this size and language with a session of the account."""
    context = browser.new_context(base_url=server, viewport={"width": size[0], "height": size[1]}, locale=language)
    session = signed_in_client(account).session
    assert isinstance(session, SessionStore)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": server}])
    context.set_default_timeout(PATIENCE)
    return context.new_page()
