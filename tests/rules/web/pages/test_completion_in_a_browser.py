"""The editor of a file completes facts, their fields and words, numbers, laws and keys, by keyboard and by mouse."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, Role
from rules.models import RulebookDraft
from tests.people import person_named
from tests.rules.web.pages.conftest import OpenPage, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("digital_agency")]
RULE = "rulebook/institution/INS-11_secondee_in_regulating_body.yaml"


@pytest.fixture
def page(open_page: OpenPage, live_server: LiveServer) -> Page:
    """Open the file of a rule on the organisation as its editor."""
    editor = Account.objects.create_user(
        "editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR, person=person_named("editor")
    )
    opened = open_page()
    sign_in(opened.context, editor, live_server.url)
    opened.goto("/workshop/")
    opened.locator("input#name").fill("Completed")
    opened.locator("main form button").first.click()
    opened.goto(f"{opened.url}files/{RULE}")
    return opened


def typed(page: Page, text: str) -> None:
    """Type behind the end of the text, a key at a time."""
    area = page.locator("textarea#text")
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def offered(page: Page) -> list[str]:
    found = page.locator("#completion-list")
    return found.locator("[role=option]").all_inner_texts() if found.is_visible() else []


def test_facts_fields_words_numbers_laws_and_keys_are_completed(page: Page) -> None:
    typed(page, "\nsecond")
    assert offered(page) == ["secondee"]
    expect(page.locator("#completion-status")).to_contain_text("Words that fit: 1")
    page.keyboard.press("ArrowDown")
    expect(page.locator("textarea#text")).to_have_attribute("aria-activedescendant", "completion-0")
    page.keyboard.press("Enter")
    assert page.locator("textarea#text").input_value().endswith("\nsecondee")
    typed(page, "\n# sent.appr")
    assert offered(page) == ["approved_exchange"], "sent stands for a secondee in this rule"
    typed(page, "\n# sent.function == ")
    typed(page, "reg")
    assert offered(page) == ["regulates"]
    page.locator("#completion [role=option]").click()
    assert page.locator("textarea#text").input_value().endswith("sent.function == regulates")
    typed(page, "\n# parameter.eth_gift_report_y")
    assert offered(page) == ["eth_gift_report_yen"]
    typed(page, "\n# personnel_ex")
    assert offered(page) == ["personnel_exchange_act"]
    typed(page, "\nmitiga")
    assert offered(page) == ["mitigations"]
    page.keyboard.press("Escape")
    assert offered(page) == []


def test_enter_stays_a_new_line_where_nothing_is_chosen_and_what_is_taken_is_checked(page: Page) -> None:
    typed(page, "\nsecond")
    page.keyboard.press("Enter")
    assert page.locator("textarea#text").input_value().endswith("\nsecond\n")
    assert offered(page) == []
    with page.expect_response(lambda answer: "/check/" in answer.url):
        typed(page, "unles")
    with page.expect_request(lambda asked: "/check/" in asked.url and "unless" in (asked.post_data or "")):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(page.locator("#checked mark").first).to_be_attached()


def test_a_file_of_numbers_completes_keys_and_laws(page: Page) -> None:
    draft = RulebookDraft.objects.get()
    page.goto(f"/workshop/{draft.pk}/files/parameters/conflict_of_interest.yaml")
    typed(page, "\n# review")
    assert offered(page) == ["review_on"]
    typed(page, "\n# secondee")
    assert offered(page) == []
