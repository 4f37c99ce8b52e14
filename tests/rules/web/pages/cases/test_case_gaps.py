"""Rules that could not be assessed, on the page of a case: a card for what is missing, acknowledged at once."""

import re

import pytest
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, AuditEvent, Partnership
from rules.models import Acknowledgement
from tests.documents import small
from tests.rules.review.casework.building import (
    registered,
    under_review,
    view_of,
)
from tests.rules.web.pages.casework import post, shown, to_acknowledge
from tests.rules.web.pages.conftest import OpenPage, sign_in, signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def undeclared(officer: Account) -> Partnership:
    """Return a case whose official declared nothing, which many rules lack."""
    return registered(small(officials=[{"person": "sato", "role": "decision_maker"}]), officer)


def test_rules_that_lack_the_same_stand_on_one_card_and_are_acknowledged_at_once(
    undeclared: Partnership, first: Account
) -> None:
    under_review(undeclared, first)
    client, address = signed_in(first), f"/partnerships/{undeclared.pk}/case/"
    page = shown(client, address)
    wanted = to_acknowledge(undeclared)
    lacking = next(key for key, codes in wanted.items() if codes.startswith("COI-02"))
    codes = wanted[lacking].split()
    assert len(codes) > 5
    assert f"Could not be assessed ({len(view_of(undeclared).unassessed)})</a>" in page, "rules, as everywhere else"
    assert page.count("Declaration of interests (on:") == 1
    assert page.count('name="act" value="acknowledge"') == len(wanted) < len(view_of(undeclared).unaddressed)
    assert f"<summary>Acknowledge {', '.join(codes)}</summary>" in page
    post(client, undeclared, "acknowledge", codes=wanted[lacking], lacking=lacking, reason="Asked of the ministry.")
    assert sorted(Acknowledgement.objects.values_list("code", "reason")) == [
        (code, "Asked of the ministry.") for code in codes
    ]
    events = AuditEvent.objects.filter(verb="rule_acknowledged")
    assert sorted((each.after or {})["code"] for each in events) == codes
    page = shown(client, address)
    assert page.count("Asked of the ministry.") == 1
    assert lacking not in to_acknowledge(undeclared)


@pytest.mark.parametrize(
    ("more", "reason", "status"), [("COI-99", "Asked.", 409), ("COL-14", "Asked.", 409), ("", " ", 422)]
)
def test_nothing_is_acknowledged_where_one_rule_of_a_card_is_refused(
    undeclared: Partnership, first: Account, more: str, reason: str, status: int
) -> None:
    under_review(undeclared, first)
    lacking, codes = next(pair for pair in to_acknowledge(undeclared).items() if pair[1].startswith("COI-02"))
    answer = post(signed_in(first), undeclared, "acknowledge", codes=f"{codes} {more}", lacking=lacking, reason=reason)
    assert answer.status_code == status
    assert "Nothing was done" in answer.content.decode()
    assert not Acknowledgement.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_card_of_many_rules_fits_a_telephone(
    open_page: OpenPage, live_server: LiveServer, undeclared: Partnership, first: Account, language: str
) -> None:
    under_review(undeclared, first)
    page = open_page(width=360, scripts=False, language=language)
    sign_in(page.context, first, live_server.url)
    page.goto(f"/partnerships/{undeclared.pk}/case/")
    page.locator("summary", has_text="COI-02").click()
    assert page.locator("button", has_text="COI-02").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_rule_that_waits_for_others_names_them_in_one_line_behind_what_somebody_can_supply(
    officer: Account, first: Account
) -> None:
    harm = {"kind": "measure", "body": "METI", "company": "kita", "type": "order", "nature": "law"}
    stated = {**harm, "on": "2026-05-01", "known_on": "2026-05-01", "damage_yen": 1_000_000}
    case = registered(small(statements=[stated]), officer)
    under_review(case, first)
    for account, address in ((first, f"/partnerships/{case.pk}/case/"), (officer, f"/partnerships/{case.pk}/")):
        page = shown(signed_in(account), address)
        assert re.search(r"The outcome of [A-Z0-9-]+(, [A-Z0-9-]+)*, for which data is missing too", page)
        assert "Data that C" not in page
    page = shown(signed_in(first), f"/partnerships/{case.pk}/case/")
    selection, nobody = page.index("Can be supplied by: The office that"), page.index("Can be supplied by: Nobody")
    assert selection < nobody, "who can supply something comes first, each named once"
    assert page.count("Can be supplied by: The office that") == 1
