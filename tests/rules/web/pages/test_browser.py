"""The pages in a real browser: by keyboard alone, without JavaScript, on a narrow screen, in both languages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from institutions.models import FormDraft, Partnership, Source
from rules.assessing.waiting import finish_here
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment
from rules.web.pages.form.steps import STEPS
from tests.documents import example, small
from tests.rules.web.pages.conftest import OpenPage
from tests.rules.web.pages.filling import fill_by_client, fill_by_keyboard

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("digital_agency")]

UNNAMED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
    .filter(each => !(each.labels && each.labels.length) && !each.getAttribute('aria-label'))
    .map(each => each.outerHTML)"""
REPEATED_IDS = """() => { const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
    return ids.filter((each, place) => ids.indexOf(each) !== place); }"""
LONG_WORD = "memorandum_of_the_meeting_of_the_selection_panel.pdf"
OPEN_ALL = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-wrap, pre, .visually-hidden'))
    .map(e => e.outerHTML.slice(0, 120))"""


def assessed(client: Client) -> str:
    """Return the address of an example that is registered and assessed."""
    address = fill_by_client(client, example("hikari_magnetics"))
    finish_here(Assessment.objects.get())
    return address


def test_reading_and_registering_work_without_javascript(open_page: OpenPage) -> None:
    page = open_page(scripts=False)
    fill_by_keyboard(page, small())
    expect(page.get_by_text("The assessment is waiting for a worker.")).to_be_visible()
    finish_here(Assessment.objects.get())
    page.reload()
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    page.goto("/partnerships/")
    page.get_by_role("link", name="Magnets").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Magnets")


def test_an_error_takes_the_focus_and_leads_to_its_input(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/propose/")
    page.get_by_role("button", name="Start a proposal").click()
    # A refused step answers 422, of which chromium's console would complain: so this goes to the page of a saved draft.
    page.get_by_role("link", name="Check your answers").click()
    assert page.evaluate("() => document.activeElement.id") == "errors"
    page.get_by_role("link", name="The proposal, Reference: This is missing.").press("Enter")
    page.wait_for_url("**/proposal/#f-reference")
    expect(page.get_by_label("Reference")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_page_is_wider_than_a_telephone_and_every_input_has_a_label(
    open_page: OpenPage, client: Client, language: str
) -> None:
    address = assessed(client)
    client.post("/propose/")
    draft = FormDraft.objects.get()
    document = example("hikari_magnetics")
    document["statements"].append({"kind": "conduct", "person": "sato", "evidence": LONG_WORD})
    draft.store({**draft.document, **document}, version=draft.version, step="proposal")
    page = open_page(width=360, language=language)
    rule = next(iter(current_rulebook().rules))
    steps = [f"/propose/{draft.pk}/{step.name}/" for step in STEPS]
    done = Assessment.objects.get()
    explained = [f"/assessments/{done.pk}/clearing/", f"/assessments/{done.pk}/why-not/{rule}/"]
    table = SimpleUploadedFile("表.csv", b"person,on\nS1,2026-01-15\nS2,never\n")
    upload = client.post("/imports/", {"file": table, "format": "declaration"})
    others = [
        *explained,
        "/imports/",
        upload["Location"],
        f"/propose/{draft.pk}/check/",
        f"/propose/{draft.pk}/statements/0/",
        "/propose/",
        "/rulebook/",
        "/bodies/?on=2020-04-01",
        "/bodies/METI/",
        "/sources/",
        f"/sources/{Source.objects.latest('pk').pk}/",
    ]
    for path in (address, "/partnerships/", f"/rulebook/{rule}/", *others, *steps):
        page.goto(path)
        check_page(page, path, language)


def check_page(page: Page, path: str, language: str) -> None:
    """Check everything that holds of every page."""
    assert page.locator("html").get_attribute("lang") == language, path
    page.evaluate(OPEN_ALL)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360, (path, page.evaluate(TOO_WIDE))
    assert page.locator("h1").count() == 1, path
    assert page.evaluate(UNNAMED) == [], path
    assert page.evaluate(REPEATED_IDS) == [], path


def test_the_language_is_switched_on_the_same_page(open_page: OpenPage, client: Client) -> None:
    address = assessed(client)
    page = open_page()
    page.goto(address)
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    assert page.url.endswith(address)
    expect(page.locator("article.card .lead").first).to_contain_text("佐藤 遥")
    assert re.search(r"[a-z]{4,} [a-z]{4,}", page.locator("main").inner_text()) is None
    assert Partnership.objects.count() == 1
