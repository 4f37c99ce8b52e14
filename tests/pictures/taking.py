"""The pictures themselves: who opens which page, and in what a picture is named."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM: Final = "/usr/bin/chromium"  # Debian's
OFFICER, REVIEWER = "officer-meti", "reviewer-1"
LANGUAGES: Final = ("en", "ja")
SCHEMES: Final = ("light", "dark")
WIDTHS: Final = {1280: 800, 390: 844}  # pixels, with the height of the window
PATIENCE: Final = 60_000  # milliseconds
STEP: Final = re.compile(r"/propose/[0-9a-f-]{36}/([a-z]+)/$")
NO_STEPS: Final = ("delete", "precheck")  # pages beside the form


def take_all(address: str, log_ins: Mapping[str, str], into: Path) -> tuple[int, list[str]]:
    """Save a picture of each page; return how many there are, and the pages that were not answered."""
    into.mkdir(parents=True, exist_ok=True)
    taken, lost = 0, []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        pages = {who: addresses(browser, address, who, log_ins[who]) for who in (OFFICER, REVIEWER)}
        for language, colours, width in product(LANGUAGES, SCHEMES, WIDTHS):
            for who, wanted in pages.items():
                context = look(browser, address, language, colours, width)
                page = signed_in(context, who, log_ins[who])
                for name, path in wanted.items():
                    answer = page.goto(path, wait_until="networkidle")
                    if not answer or answer.status != 200:
                        lost.append(f"{name} ({path})")
                        continue
                    page.screenshot(path=into / f"{name}.{language}.{colours}.{width}.png", full_page=True)
                    taken += 1
                context.close()
        browser.close()
    return taken, list(dict.fromkeys(lost))


def look(
    browser: Browser, address: str, language: str = "en", colours: str = "light", width: int = 1280
) -> BrowserContext:
    """Return a window in a language and colours, at a width."""
    context = browser.new_context(
        base_url=address,
        locale=language,
        color_scheme="dark" if colours == "dark" else "light",
        viewport={"width": width, "height": WIDTHS[width]},
    )
    context.set_default_timeout(PATIENCE)
    return context


def signed_in(context: BrowserContext, who: str, passphrase: str) -> Page:
    """Return a page of a window, signed in."""
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill('[name="login"]', who)
    page.fill('[name="password"]', passphrase)
    page.press('[name="password"]', "Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page


def addresses(browser: Browser, address: str, who: str, passphrase: str) -> dict[str, str]:
    """Return the addresses of the pages of somebody, by the name of the picture."""
    context = look(browser, address)
    page = signed_in(context, who, passphrase)
    found = dict(of_reviewer(page) if who == REVIEWER else of_officer(page))
    context.close()
    return found


def of_officer(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the pages of an officer: a proposal is begun for those of the form."""
    yield "start", "/"
    yield "partnerships", "/partnerships/"
    page.goto("/propose/")
    page.click('main form[method="post"] button:not([name="first"])')
    page.wait_for_url(lambda url: bool(STEP.search(url)))
    links = [page.url, *(urljoin(page.url, each) for each in hrefs(page))]
    for link in links:
        if (step := STEP.search(link)) and step[1] not in NO_STEPS:
            yield f"form-{step[1]}", link


def of_reviewer(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the pages of a reviewer: the case and the finding are the first ones of their lists."""
    yield "dashboard", "/dashboard/"
    yield "findings", "/findings/"
    page.goto("/findings/")
    yield "finding", next(each for each in hrefs(page) if re.fullmatch(r"/findings/\d+/", each))
    page.goto("/partnerships/")
    partnership = next(each for each in hrefs(page) if re.fullmatch(r"/partnerships/[0-9a-f-]{36}/", each))
    yield "partnership", partnership
    yield "case", f"{partnership}case/"


def hrefs(page: Page) -> list[str]:
    """Return what the page links to."""
    found: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(each => each.getAttribute('href'))")
    return found
