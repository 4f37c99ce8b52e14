"""The guided questions in a browser: yes opens the fields, with the keyboard alone, narrow, and in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from institutions.models import FormDraft
from rules.web.pages.form.steps import WAY
from tests.documents import example
from tests.rules.web.pages.conftest import OpenPage
from tests.rules.web.pages.filling import with_form_keys
from tests.rules.web.pages.keyboard import focused, press, to_content, write

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("meti", "digital_agency")]

# Set without an event, so that nothing is saved while the next page is opened.
ANSWER_YES = """() => document.querySelectorAll('.answers [value="yes"]').forEach(each => { each.checked = true; })"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a draft of METI with an example in it."""
    client.post("/propose/")
    draft = FormDraft.objects.get()
    draft.store(with_form_keys(example("hikari_magnetics")), version=draft.version, step="people")
    return draft


@pytest.mark.parametrize("scripts", [True, False])
def test_yes_opens_the_fields_and_the_next_entry_has_the_focus(
    open_page: OpenPage, draft: FormDraft, scripts: bool
) -> None:
    page = open_page(scripts=scripts)
    page.goto(f"/propose/{draft.pk}/people/")
    asked = page.locator("#q-benefits")
    expect(asked.locator(".opens")).to_be_hidden()
    to_content(page)
    write(page, {"answer/benefits": "yes"})
    expect(asked.locator(".opens")).to_be_visible()
    at = str(asked.locator('.opens input[name$="~question"]').get_attribute("name")).removesuffix("~question")
    write(page, {f"{at}/person": "Mori Akira", f"{at}/type": "meal", f"{at}/value_yen": "8000"})
    press(page, "Save and add another")
    expect(asked.locator("details.entry summary").first).to_contain_text("Hikari Magnetics Co., Ltd., Mori Akira, Meal")
    assert focused(page)["name"].endswith("/giver"), "the next entry has the focus"
    draft.refresh_from_db()
    assert draft.document["people"][1] == {"key": "mori-akira", "name": {"en": "Mori Akira"}}
    assert draft.document["statements"][-1]["person"] == "mori-akira"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_page_of_the_way_has_a_violation_or_is_too_wide(
    open_page: OpenPage, draft: FormDraft, language: str
) -> None:
    page = open_page(width=390, language=language)
    for step in (*(each.name for each in WAY), "statements", "check"):
        page.goto(f"/propose/{draft.pk}/{step}/")
        assert Axe().run(page).violations_count == 0, step
        page.evaluate(OPEN_ALL)
        page.evaluate(ANSWER_YES)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, step
        assert Axe().run(page).violations_count == 0, f"{step}, opened"


def test_a_method_asks_for_its_own_fields(open_page: OpenPage, draft: FormDraft) -> None:
    selection = {"method": "open", "object": "goods"}
    draft.store({**draft.document, "selection": selection}, version=draft.version, step="selection")
    page = open_page()
    page.goto(f"/propose/{draft.pk}/selection/")
    expect(page.get_by_label("Days of notice")).to_be_visible()
    expect(page.get_by_label("Legal ground")).to_be_hidden()
    page.locator('[name="/selection/method"]').select_option("negotiated")
    expect(page.get_by_label("Days of notice")).to_be_hidden()
    expect(page.get_by_label("Legal ground")).to_be_visible()
    page.get_by_label("Ask everything, whatever the method").check()
    expect(page.get_by_label("Days of notice")).to_be_visible()


def test_a_closed_question_is_two_lines_and_its_answers_stand_beside_it(open_page: OpenPage, draft: FormDraft) -> None:
    page = open_page()
    draft.store({**draft.document, "statements": []}, version=draft.version, step="people")
    page.goto(f"/propose/{draft.pk}/people/")
    for asked in page.locator(".question.asks:not(:has(ul))").all():
        question, answers = asked.locator("legend").bounding_box(), asked.locator(".answers").bounding_box()
        row = asked.bounding_box()
        assert question
        assert answers
        assert row
        assert answers["x"] >= question["x"] + question["width"], asked.inner_text()
        assert row["height"] <= 100, asked.inner_text()  # pixels: two lines, where the question does not wrap
