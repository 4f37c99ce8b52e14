"""Every page that the table of who may do what names, in Debian's chromium under the real Content-Security-Policy.

In both languages and at both widths: no console complains, nothing leaves the host, each page has one heading of the
first level and fits its window, axe finds no violation, and a Japanese page says nothing in English alone. All of it is
looked at once more with everything opened that is folded, with each decision of a finding chosen, and with each menu.
"""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.policyengine.access.opened_states import FETCHED, violations_of_menus, violations_opened
from tests.policyengine.access.pictures import take
from tests.policyengine.access.walking import pages
from tests.policyengine.access.world import World
from tests.rules.web.pages.conftest import Watched, sign_in
from tests.rules.web.pages.conftest import browser as browser
from tests.rules.web.pages.conftest import chromium as chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PARTS = ("state/", "assessment/", "details/", "lookup/<slug:looks_for>/", "case/reviewers/")  # fetched into a page
OF_OTHERS = "/api/v1/docs/"  # the page is Swagger's own
NARROW, WIDE = 360, 1200  # pixels
# Each language at one of the widths: what axe looks at differs by words and by layout, seldom by both together.
AXE_AT = {"en": WIDE, "ja": NARROW}
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
    .filter(e => !e.closest('.table-wrap, pre, .code-copy, .visually-hidden, .graph-frame'))
    .map(e => e.outerHTML.slice(0, 120))"""
TEXTS = "h1, h2, h3, h4, label, legend, button, caption, th, dt, summary, p, li"
ENGLISH_ALONE = """texts => [...document.querySelectorAll(texts)]
    .filter(e => !e.closest('[lang=en], pre, code') && !e.querySelector('p, li, a, code'))
    .map(e => e.innerText.trim())
    .filter(t => /\\b(the|a|an|is|are|was|to|and|for|in|not|no|by|with|from|this|that|your)\\b/.test(t))
    .filter(t => !/[\\u3040-\\u30ff\\u4e00-\\u9fff]/.test(t))"""


@dataclass
class Look:
    """Return the problems of one page in one language."""

    complaints: list[str] = field(default_factory=list)

    def unless(self, fine: bool, complaint: str) -> None:
        if not fine:
            self.complaints.append(complaint)


def look_at(page: Page, address: str, language: str, host: str) -> list[str]:
    """Open a page at both widths; gives what is wrong with it."""
    look, watched = Look(), Watched(host)
    watched.watch(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    answer = page.goto(address, wait_until="load")
    page.wait_for_function(FETCHED)
    look.unless(bool(answer and answer.status == 200), f"answered {answer and answer.status}")
    if address != OF_OTHERS:
        look.unless(page.locator("h1").count() == 1, "has not one heading of the first level")
        if language == "ja":
            english = page.evaluate(ENGLISH_ALONE, TEXTS)
            look.unless(not english, f"says in English: {english}")
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate(TOO_WIDE)
            look.unless(not wide, f"wider than {width} pixels: {wide}")
            take(page, address, language, width)
        page.set_viewport_size({"width": AXE_AT[language], "height": 800})
        look.complaints += violations_opened(page)
        wide = page.evaluate(TOO_WIDE)
        look.unless(not wide, f"wider than {AXE_AT[language]} pixels, opened: {wide}")
        if language == "ja":
            english = page.evaluate(ENGLISH_ALONE, TEXTS)
            look.unless(not english, f"says in English, opened: {english}")
    look.unless(not watched.complaints, f"the console complains: {watched.complaints}")
    look.unless(not watched.foreign, f"asks other hosts: {watched.foreign}")
    return look.complaints


def test_every_page_is_fit_to_be_used(browser: Browser, live_server: LiveServer) -> None:
    world = World()
    host = live_server.url.removeprefix("http://")
    troubles: dict[str, list[str]] = {}
    opened: dict[tuple[str, str], Page] = {}
    looked_at = 0
    for row, callers in pages(world):
        address, caller = world.address(row), callers[0]
        if row.address.endswith(PARTS):
            continue
        for language in AXE_AT:
            if (caller, language) not in opened:
                context = browser.new_context(base_url=live_server.url, locale=language)
                if caller != "stranger":
                    sign_in(context, world.accounts[caller], live_server.url)
                page = opened[caller, language] = context.new_page()
                page.set_viewport_size({"width": AXE_AT[language], "height": 800})
                page.goto("/account/")
                if caller != "stranger" and (found := violations_of_menus(page)):
                    troubles[f"the menus of {caller} {language}"] = found
            if found := look_at(opened[caller, language], address, language, host):
                troubles[f"{address} {language}"] = found
            looked_at += 1
    for page in opened.values():
        page.context.close()
    assert troubles == {}, "\n".join(f"{where}: {what}" for where, found in troubles.items() for what in found)
    assert looked_at >= 50
