"""Two editors in a browser, in both languages: a draft is written, tried, adopted by the second, and undone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, Role
from rules.engine.loading.program_rulebook import base_rulebook
from rules.models import RulebookAdoption, RulebookTrial, TrialState
from rules.workshop.trial_run import run_trial
from rules.workshop.trials import claim_trial_of_draft
from tests.people import person_named
from tests.rules.web.pages.conftest import OpenPage, sign_in
from tests.rules.workshop.adopted import COI_01, stricter_files

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("meti", "digital_agency"),
]


def editor(name: str) -> Account:
    return Account.objects.create_user(name, "a long pass phrase", role=Role.RULEBOOK_EDITOR, person=person_named(name))


def press(page: Page, value: str) -> None:
    """Press the button of an act, which has another name in each language."""
    page.locator(f"main button[value={value}]").first.click()


def run_waiting_trial() -> None:
    claim = claim_trial_of_draft(RulebookTrial.objects.get(state=TrialState.QUEUED).pk)
    assert claim
    assert run_trial(claim).state == TrialState.DONE


def approve(page: Page) -> None:
    for box in page.locator("input[name=confirmed]").all():
        box.check()
    page.locator("textarea#note").fill("Tried by hand; the cases follow.")
    press(page, "approve")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_editor_drafts_and_tries_a_second_one_adopts_and_both_return(
    open_page: OpenPage, live_server: LiveServer, settings: Settings, tmp_path: object, language: str
) -> None:
    settings.FACT_STORE = f"{tmp_path}/facts"
    first, second = open_page(language=language), open_page(language=language)
    sign_in(first.context, editor("first"), live_server.url)
    sign_in(second.context, editor("second"), live_server.url)
    first.goto("/workshop/")
    first.locator("input#name").fill("Nine percent")
    first.locator("main form button").first.click()
    draft = first.url
    first.goto(f"{draft}files/{COI_01}")
    first.locator("textarea[name=text]").fill(stricter_files()[COI_01])
    press(first, "save")
    first.goto(draft)
    first.locator("form[action$='/try/'] button").first.click()
    run_waiting_trial()
    first.reload()
    expect(first.locator("#trial")).to_have_attribute("aria-busy", "false")
    first.goto(f"{draft}propose/")
    first.locator("textarea#reason").fill("The board decided so.")
    first.locator("main form button").last.click()
    assert first.locator("button[value=approve]").count() == 0, "nobody approves their own"
    second.goto(first.url)
    approve(second)
    adopted = RulebookAdoption.objects.get(state="approved")
    expect(second.locator("main")).to_contain_text(adopted.text_sha256)
    assert adopted.trial is not None
    first.goto("/rulebook/")
    expect(first.locator("main")).to_contain_text(adopted.version[:12])
    second.goto("/workshop/versions/")
    press(second, "return")
    second.goto(f"{second.url}propose/")
    second.locator("textarea#reason").fill("It flagged too few.")
    second.locator("main form button").last.click()
    first.goto(second.url)
    approve(first)
    first.goto("/rulebook/")
    expect(first.locator("main")).to_contain_text(base_rulebook().version[:12])
