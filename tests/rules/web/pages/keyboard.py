"""A person at the keyboard, who moves with the tab key, and writes, chooses or presses there."""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from playwright.sync_api import Page

Json = dict[str, Any]
MOST_TABS = 400
STAYS = """() => { const to = document.activeElement;
    return Boolean(to.hash) && to.pathname === location.pathname && to.search === location.search; }"""
FOCUSED = """() => { const e = document.activeElement, inside = e.closest('details');
    return {tag: e.tagName, name: e.name || '', type: e.type || '', value: e.value || '', id: e.id || '',
            text: (e.textContent || '').trim(), closed: e.tagName === 'SUMMARY' && !inside.open,
            holds: e.tagName === 'SUMMARY' ? [...inside.querySelectorAll('[name]')].map(each => each.name) : []}; }"""


def focused(page: Page) -> Json:
    """Return the focused element."""
    found: Json = page.evaluate(FOCUSED)
    return found


def language_of(page: Page) -> str:
    """Return the language of the page."""
    return page.locator("html").get_attribute("lang") or "en"


def said(page: Page, english: str, **values: str) -> str:
    """Return a text of the interface in the language of this page."""
    with translation.override(language_of(page)):
        return translation.gettext(english) % values


def write(page: Page, wanted: dict[str, str]) -> None:
    """Go from input to input with the tab key and write into each; a closed row is opened on the way."""
    hidden = set(page.locator("input[type=hidden]").evaluate_all("all => all.map(each => each.name)"))
    left = {name: text for name, text in wanted.items() if name not in hidden}
    for _ in range(MOST_TABS):
        if not left:
            return
        page.keyboard.press("Tab")
        at = focused(page)
        if at["closed"] and left.keys() & set(at["holds"]):
            page.keyboard.press("Enter")
        elif at["name"] in left:
            write_here(page, at, left.pop(at["name"]))
    message = f"the tab key leads to none of these: {', '.join(left)}"
    raise AssertionError(message)


def write_here(page: Page, at: Json, text: str) -> None:
    """Write or choose in the focused element."""
    if at["tag"] == "SELECT":
        choose(page, at, text, "Home", "ArrowDown")
    elif at["type"] == "radio":
        choose(page, at, text, "Space", "ArrowDown")
    elif at["type"] == "date":
        year, month, day = text.split("-")
        page.keyboard.type(f"{month}{day}{year}")  # chromium's own order of parts, which follows the machine's language
        assert focused(page)["value"] == text, f"{at['name']} holds {focused(page)['value']!r}"
    else:
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        assert focused(page)["value"] == text, at["name"]


def choose(page: Page, at: Json, value: str, first: str, onward: str) -> None:
    """Go through the offered values until this one is reached."""
    page.keyboard.press(first)
    for _ in range(MOST_TABS):
        if focused(page)["value"] == value:
            return
        page.keyboard.press(onward)
    message = f"{at['name']} does not offer {value}"
    raise AssertionError(message)


def to_content(page: Page) -> None:
    """Skip the head of a page, as keyboard users do. A form that comes back begins at the content, or where it was."""
    if "#" in page.url:
        return
    page.keyboard.press("Tab")
    at = focused(page)
    assert at["text"] == said(page, "Skip to the content"), (page.url, at)
    page.keyboard.press("Enter")


def press(page: Page, english: str, **values: str) -> None:
    """Go to a button with the tab key and press it."""
    wanted = said(page, english, **values)
    go_to(page, "BUTTON", lambda text: text == wanted or text.startswith(f"{wanted} ("))
    lead_on(page)


def follow(page: Page, begins: str) -> None:
    """Go to a link, by how its text begins, and follow it."""
    go_to(page, "A", lambda text: text.startswith(begins))
    if page.evaluate(STAYS):
        page.keyboard.press("Enter")
        return
    lead_on(page)


def lead_on(page: Page) -> None:
    """Press what has the focus, and wait for the page that it leads to.

    A page is waited for by its own load: the browser also tells of steps within the one that is left, and late.
    """
    with page.expect_event("load"):
        page.keyboard.press("Enter")


def unfold(page: Page, english: str, **values: str) -> None:
    """Go to an element that can be unfolded, and unfold it."""
    wanted = said(page, english, **values)
    go_to(page, "SUMMARY", lambda text: text == wanted)
    page.keyboard.press("Space")
    assert not focused(page)["closed"]


def write_next(page: Page, name: str, text: str) -> None:
    """Go to the next input of this name, even if several have it, and write there."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if (at := focused(page))["name"] == name:
            write_here(page, at, text)
            return
    message = f"the tab key leads to no {name} on {page.url}"
    raise AssertionError(message)


def go_to(page: Page, tag: str, fits: Callable[[str], bool]) -> None:
    """Press the tab key until an element whose text fits has the focus."""
    seen = []
    for _ in range(MOST_TABS):
        at = focused(page)
        if at["tag"] == tag and fits(at["text"]):
            return
        seen.append(at["text"][:40])
        page.keyboard.press("Tab")
    message = f"the tab key leads to no such {tag} on {page.url}, but to {sorted(set(seen))}"
    raise AssertionError(message)
