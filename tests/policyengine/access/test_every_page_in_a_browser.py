"""Every page that the table of who may do what names, in Debian's chromium under the real Content-Security-Policy.

No console complains, nothing leaves the host, each page has one heading of the first level, and fits a narrow screen.
"""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.policyengine.access.table import read_table
from tests.policyengine.access.world import World
from tests.rules.pages.conftest import Watched, sign_in
from tests.rules.pages.conftest import browser as browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOWNLOADS = frozenset(
    {
        "imports/templates/<slug:name>.<slug:suffix>",
        "imports/<uuid:pk>/errors.csv",
        "lists/templates/<slug:word>.csv",
        "exports/file/",
    }
)
PARTS = ("state/", "assessment/", "lookup/<slug:looks_for>/")  # fetched into a page
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-wrap, pre, .visually-hidden'))
    .map(e => e.outerHTML.slice(0, 120))"""


def pages(world: World) -> list[tuple[str, str]]:
    """Address and caller of each page that answers 200 to somebody."""
    found = []
    for row in read_table().rows:
        answers = row.answers.get("GET", {})
        able = [caller for caller in (*world.accounts, "stranger") if answers.get(caller) == 200]
        shown = row.section in ("pages", "open") and not row.address.startswith(("healthz", "readyz", "api/v1/schema"))
        if able and shown and row.address not in DOWNLOADS and not row.address.endswith(PARTS):
            found.append((world.address(row), able[0]))
    return found


def test_no_page_breaks_the_content_security_policy(browser: Browser, live_server: LiveServer) -> None:
    world = World()
    host = live_server.url.removeprefix("http://")
    troubles: dict[str, object] = {}
    opened: dict[tuple[str, str], Page] = {}
    looked_at = 0
    for address, caller in pages(world):
        for language in ("en", "ja"):
            if (caller, language) not in opened:
                context = browser.new_context(
                    base_url=live_server.url, viewport={"width": 360, "height": 800}, locale=language
                )
                if caller != "stranger":
                    sign_in(context, world.accounts[caller], live_server.url)
                opened[caller, language] = context.new_page()
            page = opened[caller, language]
            watched = Watched(host)
            watched.watch(page)
            answer = page.goto(address, wait_until="networkidle")
            assert answer
            assert answer.status == 200, address
            wide = [] if address == "/api/v1/docs/" else page.evaluate(TOO_WIDE)
            headings = page.locator("h1").count()
            if watched.complaints or watched.foreign or wide or (headings != 1 and address != "/api/v1/docs/"):
                troubles[f"{address} {language}"] = (watched.complaints, watched.foreign, wide, headings)
            looked_at += 1
    for page in opened.values():
        page.context.close()
    assert troubles == {}, troubles
    assert looked_at >= 50
