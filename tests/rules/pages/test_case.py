"""The pages of a case and of a finding: what each reader is offered, told and refused."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.casework.deciding import seen
from rules.casework.table import Act
from rules.models import Acknowledgement, CaseState, FindingDecision
from tests.documents import small
from tests.rules.casework.building import (
    acknowledge_all,
    decided,
    do,
    finding_of,
    ready,
    registered,
    reviewer,
    settle,
    soon,
    under_review,
    version,
    view_of,
)
from tests.rules.pages.conftest import OpenPage, sign_in, signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def case(officer: Account, digital_agency: GovernmentBody) -> Partnership:
    return registered(account=officer)


@pytest.fixture
def first(db: None) -> Account:
    return reviewer("first")


@pytest.fixture
def second(db: None) -> Account:
    return reviewer("second")


def shown(client: Client, address: str, **options: Any) -> str:
    answer = client.get(address, **options)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, case: Partnership, act: str, **sent: Any) -> Any:
    sent.setdefault("version", version(case))
    return client.post(f"/partnerships/{case.pk}/case/", {"act": act, **sent}, follow=True)


def test_the_page_of_a_partnership_leads_to_its_case_and_each_finding(client: Client, case: Partnership) -> None:
    page = shown(client, f"/partnerships/{case.pk}/")
    assert "5 findings to decide" in page
    assert f'href="/partnerships/{case.pk}/case/"' in page
    for each in view_of(case).findings:
        assert f'href="/findings/{each.match.finding_id}/"' in page


def test_an_officer_sees_what_is_to_be_done_and_why_they_cannot_do_it(client: Client, case: Partnership) -> None:
    page = shown(client, f"/partnerships/{case.pk}/case/")
    assert "Take the case in: not possible now" in page
    assert "Only a reviewer does this" in page
    assert "Withdraw the proposal" in page
    answer = post(client, case, "take_in")
    assert answer.status_code == 403
    assert "Only a reviewer does this" in answer.content.decode()
    assert view_of(case).case.state == CaseState.SUBMITTED


def test_a_case_is_reviewed_and_cleared_over_its_pages(case: Partnership, first: Account, second: Account) -> None:
    one, other = signed_in(first), signed_in(second)
    post(one, case, "take_in")
    for client, account in ((one, first), (other, second)):
        post(client, case, "assign", reviewer=account.pk)
        page = post(client, case, "declare", signature="Mori Kei (fictional)").content.decode()
        assert "Declared on" in page
    post(one, case, "begin")
    for client in (one, other):
        for each in view_of(case).findings:
            address = f"/findings/{each.match.finding_id}/"
            if "Store the decision" not in shown(client, address) or each.settled:
                continue
            token = re.search(r'name="seen" value="(\w+)"', shown(client, address))
            assert token
            sent = {"seen": token[1], "decided": "dismissed", "reason": "Sold.", "ends_on": soon().isoformat()}
            assert "Your decision is stored" in client.post(address, sent, follow=True).content.decode()
    for lacking, codes in to_acknowledge(case).items():
        post(one, case, "acknowledge", codes=codes, lacking=lacking, reason="Asked for.")
    page = post(other, case, "clear", reason="All is answered.").content.decode()
    assert "Cleared" in page
    assert "All is answered." in page
    assert view_of(case).case.state == CaseState.CLEARED


def to_acknowledge(case: Partnership) -> dict[str, str]:
    """What a form of the page names of each thing that is missing: the rules that lack it."""
    found: dict[str, list[str]] = {}
    for rule in view_of(case).unaddressed:
        found.setdefault(rule.lacking, []).append(rule.outcome.code)
    return {lacking: " ".join(codes) for lacking, codes in found.items()}


@pytest.fixture
def undeclared(officer: Account) -> Partnership:
    """A case whose official declared nothing, which many rules lack."""
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


def test_what_is_wrong_with_a_decision_is_said_and_what_was_typed_stays(case: Partnership, first: Account) -> None:
    under_review(case, first)
    found = finding_of(case, "COL-01")
    address, client = f"/findings/{found.match.finding_id}/", signed_in(first)
    token = re.search(r'name="seen" value="(\w+)"', shown(client, address))
    assert token
    sent = {"seen": token[1], "decided": "mitigated", "reason": "A long reason", "measure-1-text": "Bar Sato"}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in ("A long reason", "Bar Sato", 'href="#measure-1-owner"', 'href="#measure-1-due_on"'):
        assert text in page
    assert not FindingDecision.objects.exists()


@pytest.mark.parametrize(
    ("language", "decided", "said"),
    [
        ("en", "mitigated", ["Who does it (2): Write something here.", "Last day for it (2): Write a date:"]),
        ("en", "more_information", ["Asked of: Write something here.", "Answer by: Write a date:"]),
        ("en", "dismissed", ["Last day of the dismissal: Write a date:"]),
        ("ja", "more_information", ["照会先: 記入してください。", "回答期限: "]),
    ],
)
def test_the_summary_of_errors_names_the_field(
    case: Partnership, first: Account, language: str, decided: str, said: list[str]
) -> None:
    under_review(case, first)
    found = finding_of(case, "COL-01")
    sent = {"seen": seen(found), "decided": decided, "reason": "Looked at.", "measure-1-text": "Bar Sato"}
    if decided != "mitigated":
        del sent["measure-1-text"]
    address = f"/findings/{found.match.finding_id}/"
    page = signed_in(first).post(address, sent, headers={"Accept-Language": language}).content.decode()
    for text in said:
        assert f">{text}" in page


def test_the_page_of_a_case_names_the_field_of_an_error(case: Partnership, first: Account) -> None:
    under_review(case, first)
    client = signed_in(first)
    page = post(client, case, "add_condition", text="Report", owner=" ", due_on="x").content.decode()
    assert "<li>Who does it: Write something here.</li>" in page
    assert "<li>Last day for it: Write a date:" in page
    lacking, codes = next(iter(to_acknowledge(case).items()))
    page = post(client, case, "acknowledge", codes=codes, lacking=lacking, reason=" ").content.decode()
    assert "<li>Why can the case go on? Write something here.</li>" in page


def test_a_stale_decision_is_refused_with_what_was_typed(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    found = finding_of(case, "COL-01")
    decided(case, "COL-01", second)
    sent = {"seen": "f" * 32, "decided": "confirmed", "reason": "Mine"}
    answer = signed_in(first).post(f"/findings/{found.match.finding_id}/", sent)
    assert answer.status_code == 409
    assert "Somebody else acted on this" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    assert FindingDecision.objects.count() == 1


def without_competition() -> dict[str, Any]:
    """A negotiated contract over every limit, on no ground: COL-02 and COL-05 ask about one selection."""
    selection = {"method": "negotiated", "object": "goods", "legal_ground": None}
    return small(selection=selection, value_yen=900_000_000, assess_as_of="2026-06-20")


def test_findings_with_one_cause_are_decided_together(first: Account, meti: GovernmentBody) -> None:
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")
    case = registered(without_competition())
    under_review(case, first)
    client, found = signed_in(first), finding_of(case, "COL-02")
    address = f"/findings/{found.match.finding_id}/"
    page = shown(client, address)
    also = re.findall(r'name="also" value="([^"]+)"', page)
    token = re.search(r'name="seen" value="(\w+)"', page)
    assert also
    assert token
    sent = {"seen": token[1], "also": also, "decided": "confirmed", "reason": "One and the same."}
    client.post(address, sent)
    assert FindingDecision.objects.count() == 1 + len(also)
    assert FindingDecision.objects.values("together").distinct().count() == 1
    assert "with others of one cause" in shown(client, address)


NO_ACTS: list[dict[str, str]] = [
    {"act": "unheard_of"},
    {},
    {"act": "lapse"},
    {"act": "take_in", "version": "x"},
    {"act": "fulfil", "condition": "-1", "note": "x"},
    {"act": "assign", "reviewer": "9" * 30},
]


@pytest.mark.parametrize("sent", NO_ACTS)
def test_an_act_that_does_not_exist_is_no_fault(case: Partnership, first: Account, sent: dict[str, str]) -> None:
    answer = signed_in(first).post(f"/partnerships/{case.pk}/case/", sent)
    assert answer.status_code in (403, 409, 422)
    assert "Nothing was done" in answer.content.decode()


def test_the_case_of_another_body_is_as_if_it_were_not_there(
    case: Partnership, digital_agency: GovernmentBody, first: Account
) -> None:
    client = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    for address in (f"/partnerships/{case.pk}/case/", f"/findings/{view_of(case).findings[0].match.finding_id}/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "take_in"}).status_code == 404


def test_who_keeps_rules_does_not_read_the_reasons(case: Partnership, first: Account) -> None:
    under_review(case, first)
    decided(case, "COL-01", first, reason="His wife sold them.")
    client = signed_in(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    page = shown(client, f"/findings/{finding_of(case, 'COL-01').match.finding_id}/")
    assert "His wife" not in page
    assert "His wife" in shown(signed_in(first), f"/findings/{finding_of(case, 'COL-01').match.finding_id}/")


def test_both_pages_speak_japanese_alone(
    case: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("has_libraries", "has_font"):  # what a machine without them is told names packages
        monkeypatch.setattr(f"rules.report.machine.{part}", lambda *_: True)
    under_review(case, first, second)
    client = signed_in(second)
    for address in (f"/partnerships/{case.pk}/case/", f"/findings/{finding_of(case, 'COI-01').match.finding_id}/"):
        page = shown(client, address, headers={"Accept-Language": "ja"})
        main = page[page.index("<main") : page.index("</main>")]
        main = re.sub(r'<span class="source">.*?</span>', " ", main, flags=re.S)  # titles of sources stay as they are
        main = re.sub(r'<a [^>]*lang="en"[^>]*>.*?</a>', " ", main, flags=re.S)
        main = re.sub(r"<[^>]+>|EX-METI-001|first|second|METI", " ", main)
        assert re.findall(r"[A-Za-z]{4,}", main) == [], address


def test_the_numbers_of_queries_do_not_depend_on_the_case(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    client = signed_in(first)
    pages = (f"/partnerships/{case.pk}/case/", f"/findings/{finding_of(case, 'COI-01').match.finding_id}/")

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(client, address)
        return len(captured)

    decided(case, "COI-01", first, "mitigated")
    before = [queries(address) for address in pages]
    decided(case, "COL-01", first, "mitigated")
    settle(case, first, second)
    assert [queries(address) for address in pages] == before


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_both_pages_fit_a_telephone_without_scripts(
    open_page: OpenPage, live_server: LiveServer, case: Partnership, first: Account, second: Account, language: str
) -> None:
    under_review(case, first, second)
    decided(case, "COL-01", first, "mitigated")
    page = open_page(width=360, scripts=False, language=language)
    sign_in(page.context, first, live_server.url)
    for address in (f"/partnerships/{case.pk}/case/", f"/findings/{finding_of(case, 'COI-01').match.finding_id}/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert page.locator("h1").count() == 1
        unnamed = "e => e.filter(x => x.type !== 'hidden' && !x.labels.length).length"
        assert page.eval_on_selector_all("input, textarea, select", unnamed) == 0


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


def press_on(page: Page, role: Any, name: str) -> None:
    """Go to a control with the keyboard and use it."""
    page.get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_case_is_decided_and_cleared_by_keyboard_alone(
    open_page: OpenPage, live_server: LiveServer, case: Partnership, first: Account, second: Account
) -> None:
    do(case, Act.TAKE_IN, first)
    for account in (first, second):
        ready(case, account)
    page = open_page()
    sign_in(page.context, first, live_server.url)
    page.goto(f"/partnerships/{case.pk}/")
    press_on(page, "link", "Review of this case: what can be done, reviewers, conditions, history")
    page.locator("summary", has_text="Begin the review").focus()
    page.keyboard.press("Enter")
    press_on(page, "button", "Begin the review")
    expect(page.get_by_role("status")).to_have_text("Done. It is on record.")
    found = finding_of(case, "COL-01").match
    page.goto(f"/findings/{found.finding_id}/")
    page.get_by_label("Dismissed").focus()
    page.keyboard.press("Space")
    page.get_by_label("Reason").focus()
    page.keyboard.type("The protection ended in 2019.")
    page.get_by_label("Last day of the dismissal").fill(soon().isoformat())
    press_on(page, "button", "Store the decision")
    expect(page.get_by_role("status")).to_have_text("Your decision is stored.")
    settle(case, first, second)
    acknowledge_all(case, first)
    page.goto(f"/partnerships/{case.pk}/case/")
    page.locator("summary", has_text="Clear the case").first.focus()
    page.keyboard.press("Enter")
    page.locator("#reason-clear").focus()
    page.keyboard.type("All is answered.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Done. It is on record.")
    assert view_of(case).case.state == CaseState.CLEARED
