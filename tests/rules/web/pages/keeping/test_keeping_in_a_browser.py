"""The pages of retention and data protection with rows in them, in Debian's chromium, at both widths and languages."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, GovernmentBody, Role
from rules.review.casework.act_table import Act
from rules.review.keeping.disposing import dispose_of_case
from rules.review.keeping.holds import set_hold
from tests.documents import small
from tests.people import reviewer_account
from tests.policyengine.access.test_every_page_in_a_browser import look_at
from tests.rules.review.casework.building import do, officer, registered
from tests.rules.review.keeping.building import BASIS, checked, end_retention, ended_case, keeper
from tests.rules.web.pages.conftest import browser as browser
from tests.rules.web.pages.conftest import chromium as chromium
from tests.rules.web.pages.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_pages_with_rows_are_fit_to_be_used(
    browser: Browser,
    live_server: LiveServer,
    meti: GovernmentBody,
    digital_agency: GovernmentBody,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    end_retention(monkeypatch)
    counsel, auditor = reviewer_account("counsel"), Account.objects.create_user("auditor", role=Role.AUDITOR)
    case, submitter = ended_case(meti, counsel), officer(meti, "another")
    other = registered(small(reference="OTHER-1"), submitter)
    do(other, Act.WITHDRAW, submitter, reason="The company left the talks.")
    set_hold([other], reason="A court asked for the file.", account=counsel)
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=keeper())
    host = live_server.url.removeprefix("http://")
    for account, address in ((counsel, "/retention/"), (auditor, "/data-protection/")):
        context = browser.new_context(base_url=live_server.url, locale=language)
        try:
            sign_in(context, account, live_server.url)
            assert look_at(context.new_page(), address, language, host) == []
        finally:
            context.close()
