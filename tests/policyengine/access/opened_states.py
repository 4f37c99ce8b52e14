"""The states of a page that somebody opens: what is folded, what a choice lets appear, and the menus of its head."""

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FETCHED: Final = "() => !document.querySelector('.htmx-request')"  # what the page fetches into itself has come
# Opens every folded part outside the head, and says how many it opened: what is fetched then may be folded again.
OPEN_ALL: Final = """async () => {
    const closed = [...document.querySelectorAll('details:not([open])')]
        .filter(each => !each.closest('.site-head') && each.checkVisibility());
    for (const each of closed) each.open = true;
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return closed.length;
}"""
# Yes to every question, and every field of every method of selection: each opens its fields.
ANSWERS: Final = """() => document.querySelectorAll('.answers [value="yes"], #every').length"""
ANSWER_ALL: Final = """() => {
    const asked = [...document.querySelectorAll('.answers [value="yes"], #every')];
    for (const each of asked) each.checked = true;
    return asked.length;
}"""
DECISIONS: Final = "() => [...document.querySelectorAll('.decision [name=decided]')].map(each => each.id)"
DECIDE: Final = "id => { document.getElementById(id).checked = true; }"
OPEN_MENU: Final = """place => {
    const outer = document.querySelector('.site-head details.menu');
    outer.open = true;
    const all = [...document.querySelectorAll('.site-head nav details')];
    all.forEach((each, here) => { each.open = here === place; });
    return [...all[place].querySelectorAll('a')].every(each => each.checkVisibility());
}"""


def open_all(page: Page) -> int:
    """Open everything that is folded, what is fetched then too; gives how many parts were closed."""
    opened = 0
    while more := page.evaluate(OPEN_ALL):
        opened += more
        page.wait_for_function(FETCHED)
    return opened


def violations_opened(page: Page) -> list[str]:
    """Return what axe finds on a page as it opens, and with everything outside its head opened and each choice made.

    Where nothing but folded parts opens, all that showed before still shows, and axe looks once. A decision of a
    finding lets fields of its own form appear, so axe looks at that form.
    """
    found = []
    answers = page.evaluate(ANSWERS)
    if answers:  # an answer may take away what showed before it
        found += violations(page, "as it opens")
    opened = open_all(page) + page.evaluate(ANSWER_ALL)
    if answers:
        open_all(page)
    found += violations(page, "opened" if opened else "as it opens")
    for decision in page.evaluate(DECISIONS):
        page.evaluate(DECIDE, decision)
        found += violations(page, decision, f'.decision:has([id="{decision}"])')
    return found


def violations_of_menus(page: Page) -> list[str]:
    """Open each menu of the head in turn; gives what axe finds in the head. AssertionError if one does not open."""
    found = []
    menus = page.locator(".site-head nav details").count()
    for place in range(menus):
        assert page.evaluate(OPEN_MENU, place), f"menu {place + 1} does not open on {page.url}"
        found += violations(page, f"menu {place + 1}", ".site-head")
    return found


def violations(page: Page, state: str, within: str | None = None) -> list[str]:
    """Return what axe finds on the page, or in a part of it, with the name of the state."""
    found = Axe().run(page, context=within)
    return [f"{state}: {found.generate_report()}"] if found.violations_count else []
