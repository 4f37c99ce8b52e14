"""In a browser: a form that saves itself outlives its session, and a change of the language loses nothing typed."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from institutions.accounts.managing import end_sessions
from institutions.models import Account, FormDraft, Partnership, Role
from rules.models import FindingDecision
from tests.rules.review.casework.building import finding_of, under_review
from tests.rules.web.pages.conftest import OpenPage, Watched, sign_in

pytestmark = [
    pytest.mark.usefixtures("meti", "digital_agency"),
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def give_password(page: Page, name: str) -> None:
    """Sign in on the page that asks for it."""
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("a long pass phrase")
    page.locator("input[name=password]").press("Enter")


def test_a_form_whose_session_has_ended_says_so_and_saves_after_sign_in_in_another_window(
    browser: Browser, live_server: LiveServer, officer: Account
) -> None:
    watched = Watched(urlsplit(live_server.url).netloc)
    keeper = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    context = browser.new_context(base_url=live_server.url, locale="en")
    sign_in(context, officer, live_server.url)
    page = context.new_page()
    watched.watch(page)
    page.goto("/propose/")
    page.get_by_role("button", name="Start a proposal").click()
    reference = page.locator('[name="/reference"]')
    end_sessions(officer, by=keeper)
    reference.press_sequentially("T-LATE")
    expect(page.locator("#saved")).to_have_text(
        "Not saved: your session has ended. Your text is still here.", timeout=10_000
    )
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new window").click()
    other = opened.value
    give_password(other, "officer")
    expect(other.get_by_role("heading", name="Your drafts")).to_be_visible()
    other.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # what a real window manager sends
    expect(page.locator("#saved")).to_contain_text("Saved at", timeout=10_000)
    expect(page.locator("#ended")).to_be_hidden()
    expect(reference).to_have_value("T-LATE")
    assert FormDraft.objects.get().document["reference"] == "T-LATE"
    page.locator('[name="/title/en"]').fill("Magnets (fictional)")
    page.get_by_role("button", name="Save and leave").click()
    expect(page.get_by_text("Saved. You find the draft")).to_be_visible()
    assert FormDraft.objects.get().document["title"] == {"en": "Magnets (fictional)"}
    assert watched.foreign == []
    assert all("401" in each for each in watched.complaints)
    context.close()


def test_the_button_of_a_form_whose_session_has_ended_leads_through_sign_in_back_to_it(
    browser: Browser, live_server: LiveServer, officer: Account
) -> None:
    keeper = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    context = browser.new_context(base_url=live_server.url, locale="en")
    sign_in(context, officer, live_server.url)
    page = context.new_page()
    page.goto("/propose/")
    page.get_by_role("button", name="Start a proposal").click()
    end_sessions(officer, by=keeper)
    page.locator('[name="/reference"]').press_sequentially("T-LATE")
    expect(page.locator("#ended")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Save and leave").click()
    give_password(page, "officer")
    expect(page.get_by_text("Your text is in the form again.")).to_be_visible()
    expect(page.locator('[name="/reference"]')).to_have_value("T-LATE")
    page.get_by_role("button", name="Save and leave").click()
    expect(page.get_by_text("Saved. You find the draft")).to_be_visible()
    assert FormDraft.objects.get().document["reference"] == "T-LATE"
    context.close()


def test_what_is_typed_before_the_script_has_come_is_saved_too(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/propose/")
    held: list[Route] = []
    page.route("**/design/draft*.js", lambda route: held.append(route))
    page.get_by_role("button", name="Start a proposal").click(no_wait_after=True)
    reference = page.locator('[name="/reference"]')
    reference.press_sequentially("T-EARLY")
    reference.evaluate("field => field.blur()")
    page.wait_for_timeout(500)
    (script,) = held
    script.continue_()
    expect(page.locator("#saved")).to_contain_text("Saved at", timeout=10_000)
    assert FormDraft.objects.get().document["reference"] == "T-EARLY"


def test_a_half_written_decision_stands_in_the_form_in_the_other_language(
    open_page: OpenPage, live_server: LiveServer, case: Partnership, first: Account
) -> None:
    under_review(case, first)
    page = open_page()
    sign_in(page.context, first, live_server.url)
    page.goto(f"/findings/{finding_of(case, 'COL-01').match.finding_id}/")
    page.locator("#decided-mitigated").check()
    page.locator("#reason").fill("Sato & others take no part.")
    page.get_by_text("Further measures").click()
    page.locator("#measure-1-text").fill("Bar Sato")
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("#decided-mitigated")).to_be_checked()
    expect(page.locator("#reason")).to_have_value("Sato & others take no part.")
    expect(page.locator("#measure-1-text")).to_have_value("Bar Sato")
    assert not FindingDecision.objects.exists()


def test_what_is_not_saved_yet_of_a_draft_is_there_in_the_other_language(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/propose/")
    page.get_by_role("button", name="Start a proposal").click()
    page.locator('[name="/reference"]').fill("T-QUICK")
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator('[name="/reference"]')).to_have_value("T-QUICK")
    page.get_by_role("button", name="保存して終了").click()
    expect(page.get_by_role("link", name="T-QUICK", exact=True)).to_be_visible()
    assert FormDraft.objects.get().document["reference"] == "T-QUICK"
