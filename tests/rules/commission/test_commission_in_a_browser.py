"""The desk walked in a browser, from the upload of a published list to the public report, in both languages."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account
from rules.commission.sitting_run import run_sitting
from rules.commission.sittings import claim_sitting
from rules.models import Commission, CommissionMember, Sitting
from tests.rules.commission.conftest import VALUE, fixed
from tests.rules.commission.lists import many_contracts
from tests.rules.web.pages.conftest import browser, chromium, sign_in

__all__ = ["browser", "chromium"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = {"en": 1280, "ja": 390}


def keep_picture(page: Page, name: str) -> None:
    """Save a picture where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=str(Path(folder) / f"commission-{name}.png"), full_page=True)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_list_becomes_a_public_report_without_a_script(
    browser: Browser,
    live_server: LiveServer,
    commission: Commission,
    officer: Account,
    member: CommissionMember,
    language: str,
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(many_contracts())

    def opened(account: Account) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale=language,
            java_script_enabled=False,
            viewport={"width": WIDTHS[language], "height": 900},
        )
        sign_in(context, account, live_server.url)
        return context.new_page()

    office, seat = opened(officer), opened(member.account)
    office.goto(f"/commissions/{commission.pk}/")
    keep_picture(office, f"commission-{language}")
    office.fill("#from", "2024-04-01")
    office.fill("#until", "2024-05-31")
    office.set_input_files("#file", str(path))
    act(office, "begin")
    sitting = Sitting.objects.get()
    claim = claim_sitting(sitting.pk)
    assert claim
    run_sitting(claim)
    office.reload()
    keep_picture(office, f"read-{language}")
    assert office.locator("[name=do][value=fix]").count() == 1
    fixed(sitting, officer)  # a day before, so that the value is known now
    seat.goto(f"/commissions/sittings/{sitting.pk}/")
    seat.fill("#value", VALUE)
    act(seat, "draw")
    keep_picture(seat, f"drawn-{language}")
    act(seat, "declare")
    act(seat, "settle")
    keep_picture(seat, f"chosen-{language}")
    links = [each.get_attribute("href") for each in seat.locator("article h3 a").all()]
    assert links
    for link in links:
        seat.goto(str(link))
        seat.fill("#text-question", "なぜ1者のみの応札となったのか。")
        seat.locator("form:has([value=question]) button").click()
        office.goto(str(link))
        office.fill("#text-answer", "仕様の要件による。")
        office.locator("form:has([value=answer]):has(#text-answer) button").click()
        seat.reload()
        seat.select_option("#result", "opinion")
        seat.fill("#text-opinion", "仕様の要件を見直すこと。")
        seat.locator("form:has(#text-opinion) button").click()
    keep_picture(seat, f"contract-{language}")
    seat.goto(f"/commissions/sittings/{sitting.pk}/report/")
    seat.check("[name=reviewed]")
    seat.locator("button[value=publish]").click()
    keep_picture(seat, f"report-{language}")
    assert "仕様の要件を見直すこと。" in seat.content()
    assert "R018" not in seat.content()
    answer = seat.request.get(f"/commissions/sittings/{sitting.pk}/report/file/?format=pdf")
    assert answer.body()[:5] == b"%PDF-"
    seat.goto("/commissions/yields/")
    keep_picture(seat, f"yields-{language}")
    assert seat.evaluate("document.documentElement.scrollWidth") <= WIDTHS[language]


def act(page: Page, name: str) -> None:
    """Press the button of the form of an act."""
    page.locator(f"form:has([name=do][value={name}]) button").first.click()
